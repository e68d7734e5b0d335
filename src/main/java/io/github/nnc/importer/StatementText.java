package io.github.nnc.importer;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One statement as text.
 *
 * @param labels of statements that others name
 * @param spelled what stands in the place of arguments, by statement and name
 */
record StatementText(Layout layout, Function<Item, String> labels, Map<Item, Map<String, String>> spelled) {

    /** A part without its labels, equal for parts that are written alike. */
    String look(Part part) {
        if (part instanceof Part.Single single) {
            String from =
                    part.from().map(value -> "from " + reference(value) + "; ").orElse("");
            return from + of(single.item());
        }
        if (part instanceof Part.Branches joined) {
            return joined.branches().stream()
                    .map(branch -> branch.stream().map(this::look).collect(Collectors.joining("; ")))
                    .collect(Collectors.joining(" | ", branching(joined.join()) + " < ", " >"));
        }
        if (part instanceof Part.Call call) {
            return "block " + call.block() + " " + new TreeMap<>(call.arguments());
        }
        Part.Repeat repeat = (Part.Repeat) part;
        return "repeat " + repeat.iterations().size() + " "
                + repeat.iterations().get(0).stream().map(this::look).collect(Collectors.joining("; "));
    }

    /** A statement without label. */
    String of(Item item) {
        return item.isInput() ? input(item.result()) : layer(item);
    }

    private static String input(Value value) {
        TensorType type = value.type();
        String shape = type.shape().rank() == 0
                ? ""
                : " "
                        + ArgumentText.dimensions(type.shape().extents().stream()
                                .map(Optional::of)
                                .toList());
        return "input" + shape + (type.isIds() ? " tokens=" + type.vocabulary().getAsLong() : "");
    }

    private String layer(Item item) {
        boolean join = item.call().type().role() == LayerType.Role.JOIN;
        return written(
                item, join ? item.inputs().stream().skip(1).map(this::reference).toList() : List.of());
    }

    /** A join without its branches. */
    String branching(Item join) {
        return written(join, List.of());
    }

    /** A layer with the labels of what it joins, its arguments and its activations. */
    private String written(Item item, List<String> joined) {
        LayerCall call = item.call();
        List<String> words = new ArrayList<>(List.of(call.type().name()));
        words.addAll(joined);
        Map<String, String> given = spelled.getOrDefault(item, Map.of());
        for (Parameter parameter : call.type().parameters()) {
            ArgumentValue value = call.arguments().get(parameter.name());
            if (given.containsKey(parameter.name())) {
                words.add(ArgumentText.given(parameter, given.get(parameter.name()), isFirst(item, parameter)));
            } else if (value != null) {
                words.add(argument(item, parameter, value));
            }
        }
        call.tensors().forEach((name, source) -> tensor(item, name, source).ifPresent(words::add));
        return String.join(" ", words) + words(item);
    }

    private String argument(Item item, Parameter parameter, ArgumentValue value) {
        boolean number = item.call().type().number().filter(parameter::equals).isPresent();
        return number
                ? ArgumentText.number(((ArgumentValue.Real) value).value())
                : ArgumentText.of(
                        parameter,
                        value,
                        isFirst(item, parameter),
                        index -> reference(item.inputs().get(index)));
    }

    private static boolean isFirst(Item item, Parameter parameter) {
        return item.call().type().parameters().get(0).equals(parameter);
    }

    /** The activations behind a layer. */
    static String words(Item item) {
        return item.calls().stream()
                .skip(1)
                .map(word -> " " + word.type().name())
                .collect(Collectors.joining());
    }

    /** What says where a tensor is from; nothing where it is the layer's own. */
    private Optional<String> tensor(Item item, String name, TensorSource source) {
        if (source instanceof TensorSource.Computed computed) {
            return Optional.of(name + "=" + reference(computed.value()));
        }
        return layout.owner(item, ((TensorSource.Stored) source).constant())
                .map(owner -> name + "=" + labels.apply(owner) + ownName(owner, (TensorSource.Stored) source));
    }

    private static String ownName(Item owner, TensorSource.Stored tensor) {
        return owner.call().tensors().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof TensorSource.Stored stored
                        && stored.constant().equals(tensor.constant()))
                .map(entry -> entry.getKey().isEmpty() ? "" : "." + entry.getKey())
                .findFirst()
                .orElseThrow();
    }

    /** A value by the label of its statement, and its name among several. */
    String reference(Value value) {
        Item item = layout.maker(value);
        String label = labels.apply(item);
        if (item.isInput() || value.equals(item.result())) {
            return label;
        }
        LayerCall call = item.call();
        List<String> outputs =
                call.type().factory().apply(new Arguments(withDefaults(call))).outputNames();
        return label + "." + outputs.get(call.outputs().indexOf(value));
    }

    private static Map<String, ArgumentValue> withDefaults(LayerCall call) {
        Map<String, ArgumentValue> all = new HashMap<>();
        call.type()
                .parameters()
                .forEach(parameter -> parameter.defaultValue().ifPresent(value -> all.put(parameter.name(), value)));
        all.putAll(call.arguments());
        return all;
    }
}
