package io.github.nnc.check;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.layer.Inference;
import io.github.nnc.layer.Parameter;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Argument;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Asks one layer, as it is written, for its shape rule. */
final class LayerInference implements Inference {

    private final Step step;
    private final List<Parameter> parameters;
    private final List<Value> values;
    private final boolean word;
    private Optional<String> arithmetic = Optional.empty();

    /** {@code word} says that the layer stands as a word after another, and the step's call is the word. */
    LayerInference(Step step, List<Parameter> parameters, List<Value> values, boolean word) {
        this.step = step;
        this.parameters = parameters;
        this.values = values;
        this.word = word;
    }

    @Override
    public List<TensorType> inputs() {
        return values.stream().map(Value::type).toList();
    }

    @Override
    public Span place() {
        return step.nameSpan();
    }

    @Override
    public Span place(String argument) {
        return written(argument).map(found -> found.value().span()).orElseGet(this::place);
    }

    @Override
    public Edit argument(String name, String value) {
        Optional<Argument> written = written(name);
        if (written.isPresent()) {
            return new Edit(written.get().value().span(), value);
        }
        if (word) {
            return new Edit(place(), "; " + place().text() + " " + name + "=" + value);
        }
        List<Argument> arguments = step.call().arguments();
        Span last = arguments.isEmpty()
                ? place()
                : arguments.get(arguments.size() - 1).span();
        return new Edit(last.after(), " " + name + "=" + value);
    }

    @Override
    public Edit insertBefore(String statements) {
        return word
                ? new Edit(place().before(), "; " + statements + "; ")
                : new Edit(step.call().span().before(), statements + "; ");
    }

    @Override
    public void explain(String text) {
        arithmetic = Optional.of(text);
    }

    Optional<String> arithmetic() {
        return arithmetic;
    }

    @Override
    public List<TensorType> reject(Diagnostic misfit) {
        Diagnostic explained = misfit;
        for (Value value : values.stream().distinct().toList()) {
            explained = explained.withNote(origin(value, misfit.span()));
        }
        return rejectArguments(explained);
    }

    @Override
    public List<TensorType> rejectArguments(Diagnostic misfit) {
        step.reject(misfit);
        return List.of();
    }

    /** Where a shape comes from, as notes say it. */
    static String origin(Value value, Span seenFrom) {
        Value.Origin origin = value.origin();
        String arithmetic = origin.arithmetic().map(text -> ": " + text).orElse("");
        return withBounds(value.type().shape()) + " comes from `" + origin.description() + "` at "
                + Report.line(origin.span(), seenFrom.file()) + arithmetic;
    }

    private static String withBounds(Shape shape) {
        String bounds = shape.bounds();
        if (bounds.isEmpty()) {
            return shape.toString();
        }
        return shape.rank() == 1 ? bounds : shape + ", " + bounds + ",";
    }

    private Optional<Argument> written(String name) {
        List<Argument> arguments = step.call().arguments();
        Optional<Argument> keyed = arguments.stream()
                .filter(a -> a.key().filter(key -> key.text().equals(name)).isPresent())
                .findFirst();
        if (keyed.isPresent()) {
            return keyed;
        }
        Optional<Argument> bare = arguments.stream()
                .filter(a -> a.key().isEmpty() && ArgumentBinder.isBareWord(a))
                .filter(a -> means(a.value().span().text(), name))
                .findFirst();
        if (bare.isPresent()) {
            return bare;
        }
        List<String> positional = parameters.stream()
                .filter(ArgumentBinder::isPositional)
                .map(Parameter::name)
                .toList();
        List<Argument> unnamed = arguments.stream()
                .filter(a -> a.key().isEmpty() && !ArgumentBinder.isBareWord(a))
                .toList();
        int place = positional.indexOf(name);
        return IntStream.range(0, unnamed.size())
                .filter(at -> at == place)
                .mapToObj(unnamed::get)
                .findFirst();
    }

    /** Whether a word standing alone gives that parameter: a flag's name, or one of the words that it takes. */
    private boolean means(String word, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .anyMatch(parameter -> parameter.words().contains(word)
                        || parameter.kind() == Parameter.Kind.FLAG && word.equals(name));
    }
}
