package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.diagnostic.NearNames;
import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Parameter;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Turns what was written into the kind of value that a parameter takes, or says why it cannot be. */
final class ArgumentConverter {

    private final Step step;
    private final String owner;

    ArgumentConverter(Step step, String owner) {
        this.step = step;
        this.owner = owner;
    }

    Optional<ArgumentValue> convert(Parameter parameter, Datum datum, Span span) {
        if (datum == Datum.Unknown.UNKNOWN) {
            return Optional.empty();
        }
        return switch (parameter.kind()) {
            case WHOLE -> whole(parameter, datum, span);
            case REAL -> real(parameter, datum, span);
            case WHOLES, NUMBERS -> {
                List<Datum> items = datum instanceof Datum.Many many ? many.items() : List.of(datum);
                yield list(parameter, items, at -> span);
            }
            case FLAG -> flag(parameter, datum, span);
            case WORD -> word(parameter, datum, span);
            case SIZES -> sizes(parameter, datum, span);
            case PADDING -> datum instanceof Datum.Word ? word(parameter, datum, span) : sizes(parameter, datum, span);
            case DIMENSIONS -> dimensions(parameter, datum, span);
            case TEXT ->
                datum instanceof Datum.Text text
                        ? Optional.of(new ArgumentValue.Text(text.value()))
                        : wrong(parameter, datum, span);
            case VALUE -> throw new IllegalArgumentException("a value is bound, not converted");
        };
    }

    private Optional<ArgumentValue> whole(Parameter parameter, Datum datum, Span span) {
        return integer(parameter, datum, span).map(ArgumentValue.Whole::new);
    }

    private Optional<ArgumentValue> real(Parameter parameter, Datum datum, Span span) {
        return number(parameter, datum, span).map(ArgumentValue.Real::new);
    }

    /** A list; {@code places} says where each item is written. */
    Optional<ArgumentValue> list(Parameter parameter, List<Datum> items, IntFunction<Span> places) {
        List<Double> numbers = new ArrayList<>();
        List<Long> wholes = new ArrayList<>();
        for (int at = 0; at < items.size(); at++) {
            if (parameter.kind() == Parameter.Kind.WHOLES) {
                integer(parameter, items.get(at), places.apply(at)).ifPresent(wholes::add);
            } else {
                number(parameter, items.get(at), places.apply(at)).ifPresent(numbers::add);
            }
        }
        if (wholes.size() + numbers.size() < items.size()) {
            return Optional.empty();
        }
        return Optional.of(
                parameter.kind() == Parameter.Kind.WHOLES
                        ? new ArgumentValue.Wholes(wholes)
                        : new ArgumentValue.Numbers(numbers));
    }

    private Optional<Long> integer(Parameter parameter, Datum datum, Span span) {
        if (datum == Datum.Unknown.UNKNOWN) {
            return Optional.empty();
        }
        if (!(datum instanceof Datum.Whole whole)) {
            wrong(parameter, datum, span);
            return Optional.empty();
        }
        return isInside(parameter, whole.value(), Long.toString(whole.value()), span)
                ? Optional.of(whole.value())
                : Optional.empty();
    }

    private Optional<Double> number(Parameter parameter, Datum datum, Span span) {
        double value;
        if (datum instanceof Datum.Whole whole) {
            value = whole.value();
        } else if (datum instanceof Datum.Real real) {
            value = real.value();
        } else if (datum == Datum.Unknown.UNKNOWN) {
            return Optional.empty();
        } else {
            wrong(parameter, datum, span);
            return Optional.empty();
        }
        return isInside(parameter, value, span.text(), span) ? Optional.of(value) : Optional.empty();
    }

    private Optional<ArgumentValue> flag(Parameter parameter, Datum datum, Span span) {
        if (datum instanceof Datum.Word word
                && (word.value().equals("true") || word.value().equals("false"))) {
            return Optional.of(new ArgumentValue.Flag(word.value().equals("true")));
        }
        return wrong(parameter, datum, span);
    }

    private Optional<ArgumentValue> word(Parameter parameter, Datum datum, Span span) {
        String word = span.text();
        if (datum instanceof Datum.Word written) {
            word = written.value();
        }
        if (parameter.words().contains(word)) {
            return Optional.of(new ArgumentValue.Word(word));
        }
        Diagnostic wrong = Diagnostic.of(Code.WRONG_KIND, span, message(parameter, datum));
        step.reject(NearNames.closest(word, parameter.words())
                .map(near -> wrong.withHelp("did you mean `" + near + "`?", new Edit(span, near)))
                .orElse(wrong));
        return Optional.empty();
    }

    private Optional<ArgumentValue> sizes(Parameter parameter, Datum datum, Span span) {
        List<Long> sizes = new ArrayList<>();
        if (datum instanceof Datum.Whole whole) {
            sizes.add(whole.value());
        } else if (datum instanceof Datum.Dimensions dimensions
                && dimensions.extents().stream()
                        .allMatch(e -> e.filter(Extent::isFixed).isPresent())) {
            dimensions.extents().forEach(extent -> sizes.add(extent.get().max()));
        } else {
            return wrong(parameter, datum, span);
        }
        for (long size : sizes) {
            if (!isInside(parameter, size, Long.toString(size), span)) {
                return Optional.empty();
            }
        }
        return Optional.of(new ArgumentValue.Sizes(sizes));
    }

    private Optional<ArgumentValue> dimensions(Parameter parameter, Datum datum, Span span) {
        return extents(datum, span, () -> message(parameter, datum)).map(ArgumentValue.Dimensions::new);
    }

    /** The extents that a datum stands for; {@code wrong} is the message where it stands for none. */
    Optional<List<Optional<Extent>>> extents(Datum datum, Span span, Supplier<String> wrong) {
        List<Optional<Extent>> extents;
        if (datum instanceof Datum.Whole whole) {
            extents = List.of(Optional.of(Extent.of(Math.max(0, whole.value()))));
        } else if (datum instanceof Datum.Range range) {
            extents = List.of(Optional.of(range.extent()));
        } else if (datum instanceof Datum.Dimensions dimensions) {
            extents = dimensions.extents();
        } else {
            step.reject(Code.WRONG_KIND, span, wrong.get());
            return Optional.empty();
        }
        if (extents.stream().flatMap(Optional::stream).anyMatch(extent -> extent.min() < 1)) {
            step.reject(Code.OUT_OF_RANGE, span, "a size is at least 1, but this is `" + span.quoted() + "`");
            return Optional.empty();
        }
        return Optional.of(extents);
    }

    private boolean isInside(Parameter parameter, double value, String written, Span span) {
        if (parameter.accepts(value)) {
            return true;
        }
        step.reject(
                Code.OUT_OF_RANGE,
                span,
                "`" + parameter.name() + "` of `" + owner + "` must be "
                        + (parameter.range().isEmpty() ? "a number that a float can hold" : parameter.range())
                        + ", but this is " + written);
        return false;
    }

    private Optional<ArgumentValue> wrong(Parameter parameter, Datum datum, Span span) {
        boolean named = parameter.kind() != Parameter.Kind.FLAG && parameter.kind() != Parameter.Kind.TEXT;
        if (datum instanceof Datum.Word word && named) {
            List<String> known = new ArrayList<>(
                    step.frame().bindings().keySet().stream().sorted().toList());
            known.addAll(step.frame().file().constantNames());
            step.reject(UnknownNames.word(
                    word.value(), span, "`" + word.value() + "` is neither a parameter nor a constant", known));
            return Optional.empty();
        }
        step.reject(Code.WRONG_KIND, span, message(parameter, datum));
        return Optional.empty();
    }

    private String message(Parameter parameter, Datum datum) {
        return "`" + parameter.name() + "` of `" + owner + "` takes " + kind(parameter) + ", but this is " + datum;
    }

    /** What a parameter takes, as messages say it. */
    static String kind(Parameter parameter) {
        return switch (parameter.kind()) {
            case WHOLE -> "a whole number";
            case REAL -> "a number";
            case WHOLES -> "whole numbers with commas between them";
            case NUMBERS -> "numbers with commas between them";
            case FLAG -> "`true` or `false`";
            case WORD -> "one of `" + String.join("`, `", parameter.words()) + "`";
            case SIZES -> "a number, or one for each axis as in `3x3`";
            case PADDING ->
                "a number, one for each axis as in `1x2`, or two for each axis as in `1x2x1x2`"
                        + (parameter.words().isEmpty()
                                ? ""
                                : ", or one of `" + String.join("`, `", parameter.words()) + "`");
            case DIMENSIONS -> "sizes, as in `1x28x28`";
            case TEXT -> "a text in double quotes";
            case VALUE -> "a label";
        };
    }
}
