package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds the arguments of a block call; what is wrong or missing is reported and bound to the unknown. */
final class BlockArguments {

    private final Step step;
    private final FileScope.Block block;
    private final Evaluator evaluator;
    private final List<Declaration.Parameter> parameters;
    private final Map<String, Datum> given = new LinkedHashMap<>();
    private int filled;

    BlockArguments(Step step, FileScope.Block block) {
        this.step = step;
        this.block = block;
        this.evaluator = step.evaluator();
        this.parameters = block.declaration().parameters();
    }

    /** A value for each parameter. */
    Map<String, Datum> bind() {
        for (Argument argument : step.call().arguments()) {
            if (argument.key().isPresent()) {
                keyed(argument);
            } else if (argument.value().isList() && leavesGaps()) {
                Commas.refuse(step, argument.value());
                argument.value().items().forEach(item -> positional(item.span(), datum(item)));
            } else {
                positional(argument.value().span(), datum(argument.value()));
            }
        }
        Map<String, Datum> bound = new HashMap<>();
        for (Declaration.Parameter parameter : parameters) {
            String name = parameter.name().text();
            Datum value = given.get(name);
            bound.put(name, value == null ? withDefault(parameter, bound) : value);
        }
        return bound;
    }

    private String name() {
        return block.declaration().name().text();
    }

    /** Whether some parameter gets no value, so that a list was probably meant as several arguments. */
    private boolean leavesGaps() {
        long unnamed = step.call().arguments().stream()
                .filter(argument -> argument.key().isEmpty())
                .count();
        long keyed = step.call().arguments().size() - unnamed;
        long required =
                parameters.stream().filter(p -> p.defaultValue().isEmpty()).count();
        return unnamed + keyed < required;
    }

    private void keyed(Argument argument) {
        String key = argument.key().get().text();
        if (parameters.stream().noneMatch(p -> p.name().text().equals(key))) {
            List<String> known = parameters.stream().map(p -> p.name().text()).toList();
            step.reject(UnknownNames.argument(argument, name(), known));
            return;
        }
        put(key, datum(argument.value()), argument.key().get().span());
    }

    private void positional(Span span, Datum datum) {
        if (filled < parameters.size()) {
            put(parameters.get(filled++).name().text(), datum, span);
            return;
        }
        String takes = parameters.isEmpty()
                ? "takes no arguments"
                : "takes only " + Report.plural(parameters.size(), "argument");
        step.reject(Code.TOO_MANY_ARGUMENTS, span, "`" + name() + "` " + takes + ", but here is `" + span.text() + "`");
    }

    private void put(String parameter, Datum datum, Span place) {
        if (given.putIfAbsent(parameter, datum) != null) {
            step.reject(Code.DUPLICATE_ARGUMENT, place, "`" + parameter + "` of `" + name() + "` is given twice");
        }
    }

    private Datum datum(Value value) {
        if (!value.isList()) {
            return datum(value.items().get(0));
        }
        List<Datum> items = value.items().stream().map(this::datum).toList();
        return items.contains(Datum.Unknown.UNKNOWN) ? Datum.Unknown.UNKNOWN : new Datum.Many(items);
    }

    private Datum datum(Item item) {
        Datum datum = evaluator.item(item);
        if (datum instanceof Datum.Labelled labelled && labelled.several()) {
            step.reject(FromStatement.wildcard(item.span()));
            return Datum.Unknown.UNKNOWN;
        }
        if (datum instanceof Datum.Word word && !Known.isLayerWord(word.value())) {
            step.reject(unknownWord((Item.Path) item, word.value()));
            return Datum.Unknown.UNKNOWN;
        }
        return datum;
    }

    private Diagnostic unknownWord(Item.Path path, String word) {
        List<String> known = new ArrayList<>(step.frame().labels().visible());
        known.addAll(step.frame().bindings().keySet().stream().sorted().toList());
        known.addAll(step.frame().file().constantNames());
        known.addAll(Known.activations());
        return LabelSearch.find(step.frame().labels(), word).isPresent()
                ? new Paths(step.report(), step.frame()).unknown(path, word)
                : UnknownNames.word(
                        word, path.span(), "`" + word + "` is neither parameter, constant, label nor option", known);
    }

    /** A default sees the parameters before it and its file's constants; {@code in} is what arrives at the call. */
    private Datum withDefault(Declaration.Parameter parameter, Map<String, Datum> bound) {
        Optional<Value> written = parameter.defaultValue();
        if (written.isEmpty()) {
            step.reject(
                    Code.MISSING_ARGUMENT,
                    step.nameSpan(),
                    "`" + name() + "` needs `" + parameter.name().text() + "`");
            return Datum.Unknown.UNKNOWN;
        }
        Frame.Caller caller = new Frame.Caller(
                Optional.of(block.declaration()),
                step.call().span(),
                step.frame().caller());
        Frame frame = step.frame().block(block, bound, caller);
        Datum datum = new Evaluator(step.report(), frame, step.arriving()).value(written.get());
        if (datum instanceof Datum.Word word && !Known.isLayerWord(word.value())) {
            List<String> known =
                    new ArrayList<>(bound.keySet().stream().sorted().toList());
            known.addAll(block.home().constantNames());
            Span span = written.get().span();
            step.report()
                    .add(
                            frame,
                            UnknownNames.word(
                                    word.value(),
                                    span,
                                    "`" + word.value() + "` is neither parameter, constant nor option",
                                    known));
            return Datum.Unknown.UNKNOWN;
        }
        return datum;
    }
}
