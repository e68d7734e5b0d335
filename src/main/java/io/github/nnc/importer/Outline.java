package io.github.nnc.importer;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Parameter;
import io.github.nnc.network.LayerCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a piece of the chain looks like apart from its amounts.
 *
 * @param shape equal for pieces that differ in amounts only
 * @param amounts in the order in which they are written
 */
record Outline(String shape, List<Amount> amounts) {

    Outline {
        amounts = List.copyOf(amounts);
    }

    /**
     * A number, or sizes, that an argument gives.
     *
     * @param statement whose argument it is; empty for that of a block
     * @param name of the argument
     * @param standard what holds where nothing is said
     */
    record Amount(Optional<Item> statement, String name, String text, Optional<String> standard) {

        /** Whether it is the name of a parameter. */
        boolean isName() {
            return Character.isLetter(text.charAt(0)) || text.startsWith("(");
        }
    }

    static Outline of(Collection<Part> parts, List<Block> blocks, Map<Item, Map<String, String>> spelled) {
        Writer writer = new Writer(blocks, spelled, new StringBuilder(), new ArrayList<>());
        writer.chain(parts);
        return new Outline(writer.shape.toString(), writer.amounts);
    }

    /** Writes pieces with a mark in the place of each amount. */
    private record Writer(
            List<Block> blocks, Map<Item, Map<String, String>> spelled, StringBuilder shape, List<Amount> amounts) {

        private void chain(Collection<Part> parts) {
            for (Part part : parts) {
                write(part);
                shape.append(';');
            }
        }

        private void write(Part part) {
            if (part instanceof Part.Single single) {
                statement(single.item());
            } else if (part instanceof Part.Branches joined) {
                shape.append('<');
                for (List<Part> branch : joined.branches()) {
                    chain(branch);
                    shape.append('|');
                }
                shape.append('>');
                statement(joined.join());
            } else if (part instanceof Part.Repeat repeat) {
                shape.append("repeat ").append(repeat.iterations().size()).append('<');
                chain(repeat.iterations().get(0));
                shape.append('>');
            } else if (part instanceof Part.Call call) {
                shape.append("block ").append(call.block());
                for (Block.Parameter parameter : blocks.get(call.block()).parameters()) {
                    amounts.add(new Amount(
                            Optional.empty(),
                            parameter.name(),
                            call.arguments().get(parameter.name()),
                            parameter.standard()));
                }
            }
        }

        private void statement(Item item) {
            if (item.isInput()) {
                shape.append("input");
                return;
            }
            LayerCall call = item.call();
            shape.append(call.type().name());
            for (Parameter parameter : call.type().parameters()) {
                argument(item, parameter);
            }
            shape.append(call.tensors().keySet()).append(StatementText.words(item));
        }

        private void argument(Item item, Parameter parameter) {
            Optional<ArgumentValue> given =
                    Optional.ofNullable(item.call().arguments().get(parameter.name()));
            Optional<ArgumentValue> value = given.or(parameter::defaultValue);
            boolean number =
                    item.call().type().number().filter(parameter::equals).isPresent();
            Optional<String> amount = number ? Optional.empty() : value.flatMap(ArgumentText::amount);
            if (amount.isPresent()) {
                shape.append(' ').append(parameter.name()).append("=#");
                amounts.add(new Amount(
                        Optional.of(item),
                        parameter.name(),
                        spelled.getOrDefault(item, Map.of()).getOrDefault(parameter.name(), amount.get()),
                        parameter.defaultValue().flatMap(ArgumentText::amount)));
            } else {
                value.ifPresent(text ->
                        shape.append(' ').append(parameter.name()).append('=').append(text));
            }
        }
    }
}
