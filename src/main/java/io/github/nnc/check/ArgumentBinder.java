package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.diagnostic.NearNames;
import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds the arguments of one layer to its parameters; all that is wrong with them is reported. */
final class ArgumentBinder {

    private final Step step;
    private final LayerType type;
    private final Evaluator evaluator;
    private final ArgumentConverter converter;
    private final List<Parameter> positional;
    private final Map<String, ArgumentValue> values = new HashMap<>();
    private final Set<String> given = new HashSet<>();
    private final List<Datum.Labelled> operands = new ArrayList<>();
    private final List<Datum.Labelled> inputs = new ArrayList<>();
    private Optional<Item.Path> activation = Optional.empty();
    private final TensorArguments tensors;
    private boolean failed;

    /** Whether a word means nothing: it may stand for what is missing. */
    private boolean unknownWord;

    private int filled;

    /**
     * What was bound.
     *
     * @param arguments empty where something is wrong or unknown
     * @param activation the activation word
     * @param tensors what takes the place of the layer's own tensors
     * @param operands the labelled values that a join takes
     * @param inputs the labelled values that are arguments: the layer's inputs behind the arriving one
     */
    record Bound(
            Optional<Arguments> arguments,
            Optional<Item.Path> activation,
            TensorArguments.Given tensors,
            List<Datum.Labelled> operands,
            List<Datum.Labelled> inputs) {

        Optional<ArgumentValue> value(Parameter parameter) {
            return arguments.flatMap(bound -> Optional.ofNullable(bound.values().get(parameter.name())));
        }
    }

    ArgumentBinder(Step step, LayerType type) {
        this.step = step;
        this.type = type;
        this.evaluator = step.evaluator();
        this.tensors = new TensorArguments(step, type);
        this.converter = new ArgumentConverter(step, type.name());
        this.positional =
                type.parameters().stream().filter(ArgumentBinder::isPositional).toList();
    }

    /** Options and yes/no arguments are set by name, or by their words. */
    static boolean isPositional(Parameter parameter) {
        return !parameter.byName()
                && parameter.kind() != Parameter.Kind.FLAG
                && parameter.kind() != Parameter.Kind.WORD;
    }

    /** Whether an argument is a word, which may be an option and then fills no position. */
    static boolean isBareWord(Argument argument) {
        return !argument.value().isList() && argument.value().items().get(0) instanceof Item.Path path && path.isWord();
    }

    Bound bind() {
        for (Argument argument : step.call().arguments()) {
            if (argument.key().isPresent()) {
                keyed(argument);
            } else {
                positional(argument.value());
            }
        }
        for (Parameter parameter : type.parameters()) {
            boolean missing = parameter.required() && !given.contains(parameter.name());
            if (missing && !unknownWord) {
                reject(Diagnostic.of(
                        Code.MISSING_ARGUMENT,
                        step.nameSpan(),
                        "`" + type.name() + "` needs `" + parameter.name() + "`: " + parameter.documentation()));
            } else if (!missing && !given.contains(parameter.name())) {
                parameter.defaultValue().ifPresent(value -> values.put(parameter.name(), value));
            }
        }
        Optional<Arguments> arguments = failed ? Optional.empty() : Optional.of(new Arguments(values));
        return new Bound(arguments, activation, tensors.given(), List.copyOf(operands), List.copyOf(inputs));
    }

    private void positional(Value value) {
        if (value.isList() && takesList()) {
            setList(positional.get(filled++), value, value.span());
            return;
        }
        if (value.isList() && type.role() != LayerType.Role.JOIN) {
            Commas.refuse(step, value);
            failed = true;
        }
        value.items().forEach(this::positional);
    }

    private boolean takesList() {
        return filled < positional.size() && positional.get(filled).takesList();
    }

    private void keyed(Argument argument) {
        String key = argument.key().get().text();
        Optional<Parameter> parameter = type.parameter(key);
        if (tensors.takes(argument, parameter)) {
            if (isFirst(key, argument.key().get().span())) {
                failed |= !tensors.add(argument);
                parameter.ifPresent(flag -> values.put(flag.name(), new ArgumentValue.Flag(true)));
            }
        } else if (parameter.isEmpty()) {
            List<String> known = type.parameters().stream().map(Parameter::name).toList();
            Diagnostic unknown = UnknownNames.argument(argument, type.name(), known, type.tensors());
            UnknownNames.meant(key, known).ifPresent(given::add);
            reject(givesActivation(argument) ? activationAlone(unknown, argument) : unknown);
        } else if (parameter.get().kind() == Parameter.Kind.VALUE) {
            setInput(parameter.get(), argument);
        } else if (argument.value().isList() && parameter.get().takesList()) {
            setList(parameter.get(), argument.value(), argument.key().get().span());
        } else if (argument.value().isList()) {
            given.add(key);
            Commas.refuse(step, argument.value());
            failed = true;
        } else {
            Item item = argument.value().items().get(0);
            set(
                    parameter.get(),
                    datum(item, parameter.get()),
                    item.span(),
                    argument.key().get().span());
        }
    }

    // as in Keras
    private boolean givesActivation(Argument argument) {
        return type.takesActivation()
                && isBareWord(argument)
                && Known.isActivation(argument.value().span().text());
    }

    private static Diagnostic activationAlone(Diagnostic unknown, Argument argument) {
        String word = argument.value().span().text();
        return unknown.withHelp("write `" + word + "` alone", new Edit(argument.span(), word));
    }

    /** An option is a word even where a label has the same name: a label could not be meant. */
    private Datum datum(Item item, Parameter parameter) {
        boolean takesWord =
                parameter.kind() == Parameter.Kind.FLAG || !parameter.words().isEmpty();
        if (takesWord && item instanceof Item.Path path && path.isWord()) {
            String word = path.parts().get(0);
            return evaluator.nonLabel(word, path.span()).orElseGet(() -> new Datum.Word(word));
        }
        return evaluator.item(item);
    }

    private void positional(Item item) {
        if (item instanceof Item.Path path && path.isWord()) {
            String word = path.parts().get(0);
            boolean maybeOperand = type.role() == LayerType.Role.JOIN;
            boolean own = Known.isWordOf(word, type) || word.equals(TensorArguments.TRANSPOSED);
            Optional<Datum> datum =
                    maybeOperand || !own ? evaluator.word(word, path.span()) : evaluator.nonLabel(word, path.span());
            if (datum.isEmpty()) {
                word(path, word);
            } else if (datum.get() instanceof Datum.Word handed) {
                word(path, handed.value());
            } else {
                positional(datum.get(), item.span());
            }
        } else {
            positional(evaluator.item(item), item.span());
        }
    }

    private void positional(Datum datum, Span span) {
        if (datum instanceof Datum.Labelled labelled && type.role() == LayerType.Role.JOIN) {
            if (labelled.several()) {
                reject(FromStatement.wildcard(span));
            }
            operands.add(labelled);
            return;
        }
        if (datum == Datum.Unknown.UNKNOWN) {
            failed = true;
            if (filled < positional.size()) {
                given.add(positional.get(filled++).name());
            }
            return;
        }
        if (filled < positional.size()) {
            set(positional.get(filled++), datum, span, span);
        } else {
            reject(tooMany(datum, span));
        }
    }

    private Diagnostic tooMany(Datum datum, Span span) {
        String takes = positional.isEmpty()
                ? "takes no arguments by position"
                : "takes only " + Report.plural(positional.size(), "argument") + " by position";
        Diagnostic misfit = Diagnostic.of(
                Code.TOO_MANY_ARGUMENTS,
                span,
                "`" + type.name() + "` " + takes + ", but here is `" + span.text() + "`");
        if (type.role() == LayerType.Role.JOIN && type.number().isEmpty()) {
            List<String> arithmetic = LayerCatalog.ALL.stream()
                    .filter(layer -> layer.number().isPresent())
                    .map(LayerType::name)
                    .toList();
            return misfit.withHelp("it joins values, labels or branches; only `" + String.join("`, `", arithmetic)
                    + "` take a number");
        }
        if (datum instanceof Datum.Labelled) {
            return withNames(misfit, span);
        }
        if (!positional.isEmpty() && positional.get(positional.size() - 1).takesList()) {
            String list = positional.get(positional.size() - 1).name();
            return misfit.withHelp("put commas between the items of `" + list + "`, as in `2,0,1`");
        }
        return meansDense(datum)
                ? misfit.withHelp(
                        "PyTorch's `Linear` is `dense` here: write `dense " + span.text() + "`",
                        new Edit(step.nameSpan(), "dense"))
                : misfit;
    }

    /** A label is an argument by name. */
    private Diagnostic withNames(Diagnostic misfit, Span label) {
        Diagnostic named = misfit;
        for (Parameter parameter : type.parameters()) {
            if (parameter.kind() == Parameter.Kind.VALUE && !given.contains(parameter.name())) {
                String written = parameter.name() + "=" + label.text();
                named = named.withHelp("write `" + written + "`", new Edit(label, written));
            }
        }
        return named;
    }

    /** {@code linear 5}: to Keras the name of an activation, to PyTorch of the layer with so many outputs. */
    private boolean meansDense(Datum datum) {
        long unnamed = step.call().arguments().stream()
                .filter(argument -> argument.key().isEmpty())
                .count();
        return type.name().equals("linear") && unnamed == 1 && datum instanceof Datum.Whole units && units.value() > 0;
    }

    private void word(Item.Path path, String word) {
        Optional<Parameter> flag = type.parameter(word).filter(p -> p.kind() == Parameter.Kind.FLAG);
        List<Parameter> options = type.parameters().stream()
                .filter(p -> !p.byName() && p.words().contains(word))
                .toList();
        if (flag.isPresent()) {
            set(flag.get(), new Datum.Word("true"), path.span(), path.span());
        } else if (options.size() == 1) {
            set(options.get(0), new Datum.Word(word), path.span(), path.span());
        } else if (type.takesActivation() && activation.isEmpty() && Known.isActivation(word)) {
            activation = Optional.of(new Item.Path(List.of(word), path.span()));
        } else if (word.equals(TensorArguments.TRANSPOSED) && tensors.transpose()) {
            return;
        } else {
            List<String> known = new ArrayList<>(Known.layerWords(type));
            known.addAll(step.frame().bindings().keySet().stream().sorted().toList());
            known.addAll(step.frame().file().constantNames());
            unknownWord = true;
            reject(unknownWord(path, word, known));
        }
    }

    /** To a join a word that nobody knows is a label, unless it is almost one of its own words. */
    private Diagnostic unknownWord(Item.Path path, String word, List<String> known) {
        if (type.role() == LayerType.Role.JOIN) {
            Diagnostic label = new Paths(step.report(), step.frame()).unknown(path, word);
            boolean explained =
                    label.code() != Code.UNKNOWN_LABEL || !label.helps().isEmpty();
            if (explained || NearNames.closest(word, known).isEmpty()) {
                return label;
            }
        }
        Diagnostic unknown =
                UnknownNames.word(word, path.span(), "`" + word + "` means nothing to `" + type.name() + "`", known);
        return type.parameter(word).isPresent()
                ? unknown.withHelp("as an argument it needs a value, `" + word + "=…`")
                : unknown;
    }

    private void set(Parameter parameter, Datum datum, Span span, Span place) {
        if (isFirst(parameter.name(), place)) {
            put(parameter, converter.convert(parameter, datum, span));
        }
    }

    private void setList(Parameter parameter, Value list, Span place) {
        if (isFirst(parameter.name(), place)) {
            List<Datum> items = list.items().stream().map(evaluator::item).toList();
            put(
                    parameter,
                    converter.list(parameter, items, at -> list.items().get(at).span()));
        }
    }

    private void setInput(Parameter parameter, Argument argument) {
        if (!isFirst(parameter.name(), argument.key().get().span())) {
            return;
        }
        Optional<Datum.Labelled> label = label(parameter, argument.value());
        label.ifPresent(inputs::add);
        put(parameter, label.map(found -> new ArgumentValue.Input(inputs.size())));
    }

    /** The labelled value that an argument names, itself or through a parameter of the block. */
    private Optional<Datum.Labelled> label(Parameter parameter, Value value) {
        Item item = value.items().get(0);
        if (value.isList() || !(item instanceof Item.Path path)) {
            step.reject(
                    Code.WRONG_KIND,
                    value.span(),
                    "`" + parameter.name() + "` of `" + type.name() + "` takes a label, but this is `"
                            + value.span().quoted() + "`");
            return Optional.empty();
        }
        Datum datum = evaluator.item(item);
        if (datum instanceof Datum.Labelled labelled) {
            if (labelled.several()) {
                step.reject(FromStatement.wildcard(item.span()));
                return Optional.empty();
            }
            return Optional.of(labelled);
        }
        if (datum instanceof Datum.Word word && word.value().equals(item.span().text())) {
            step.reject(new Paths(step.report(), step.frame())
                    .unknown(path, path.parts().get(0)));
        } else if (datum != Datum.Unknown.UNKNOWN) {
            step.reject(
                    Code.WRONG_KIND,
                    item.span(),
                    "`" + parameter.name() + "` of `" + type.name() + "` takes a label, but this is " + datum);
        }
        return Optional.empty();
    }

    private boolean isFirst(String name, Span place) {
        boolean first = given.add(name);
        if (!first) {
            reject(Diagnostic.of(
                    Code.DUPLICATE_ARGUMENT, place, "`" + name + "` of `" + type.name() + "` is given twice"));
        }
        return first;
    }

    private void put(Parameter parameter, Optional<? extends ArgumentValue> value) {
        value.ifPresent(converted -> values.put(parameter.name(), converted));
        failed |= value.isEmpty();
    }

    private void reject(Diagnostic diagnostic) {
        failed = true;
        step.reject(diagnostic);
    }
}
