package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out what written values mean where they stand; what is wrong is reported and becomes unknown. */
final class Evaluator {

    /** The name of the number of features that arrive. */
    static final String IN = "in";

    private static final Pattern MENTIONS_IN = Pattern.compile("\\bin\\b");

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Report report;
    private final Frame frame;
    private final Flow arriving;
    private final ArithmeticEvaluator arithmetic;

    Evaluator(Report report, Frame frame, Flow arriving) {
        this.report = report;
        this.frame = frame;
        this.arriving = arriving;
        this.arithmetic = new ArithmeticEvaluator(this);
    }

    Frame frame() {
        return frame;
    }

    /** A list becomes {@link Datum.Many}, a single item itself. */
    Datum value(Value value) {
        if (!value.isList()) {
            return item(value.items().get(0));
        }
        List<Datum> items = new ArrayList<>();
        for (Item item : value.items()) {
            items.add(item(item));
        }
        return items.contains(Datum.Unknown.UNKNOWN) ? Datum.Unknown.UNKNOWN : new Datum.Many(items);
    }

    Datum item(Item item) {
        if (item instanceof Item.Number number) {
            return number(number.value(), number.integer(), number.span());
        }
        if (item instanceof Item.Dims dims) {
            return new Datum.Dimensions(
                    dims.sizes().stream().map(size -> size.map(Extent::of)).toList());
        }
        if (item instanceof Item.Range range) {
            return range(range.from(), range.to(), range.span());
        }
        if (item instanceof Item.Text text) {
            return new Datum.Text(text.value());
        }
        if (item instanceof Item.Expression expression) {
            return arithmetic.expression(expression);
        }
        return path((Item.Path) item);
    }

    /** What a word means as parameter, constant, {@code in} or label, in this order. */
    Optional<Datum> word(String word, Span span) {
        Optional<Datum> value = nonLabel(word, span);
        if (value.isPresent()) {
            return value;
        }
        return frame.labels().lookup(word).map(result -> Paths.labelled(word, List.of(result), false));
    }

    /** The same without labels, which arithmetic does not see. */
    Optional<Datum> nonLabel(String word, Span span) {
        Datum bound = frame.bindings().get(word);
        if (bound != null) {
            return Optional.of(bound);
        }
        Optional<Datum> constant = frame.file().constant(word);
        if (constant.isPresent()) {
            return constant;
        }
        return word.equals(IN) ? Optional.of(in(span)) : Optional.empty();
    }

    Datum report(Diagnostic diagnostic) {
        report.add(frame, diagnostic);
        return Datum.Unknown.UNKNOWN;
    }

    /** A number as written or computed, if it is not too large. */
    Datum number(BigDecimal value, boolean integer, Span span) {
        if (integer) {
            return value.abs().compareTo(LARGEST) > 0 ? tooLarge(span) : new Datum.Whole(value.longValueExact());
        }
        double real = value.doubleValue();
        return Double.isInfinite(real) ? tooLarge(span) : new Datum.Real(real);
    }

    Datum tooLarge(Span span) {
        return report(Diagnostic.of(Code.NUMBER_TOO_LARGE, span, "the number is too large")
                .withNote("whole numbers go up to 9,223,372,036,854,775,807, others up to 1.8e308"));
    }

    Datum range(Optional<Long> from, long to, Span span) {
        long first = from.orElse(1L);
        if (first > to || first < 0) {
            return report(
                    Diagnostic.of(Code.EMPTY_RANGE, span, "the range from " + first + " to " + to + " holds nothing"));
        }
        return Datum.Range.of(span.quoted(), first, to);
    }

    private Datum path(Item.Path path) {
        if (path.isWord()) {
            String word = path.parts().get(0);
            return word(word, path.span()).orElseGet(() -> new Datum.Word(word));
        }
        return new Paths(report, frame).resolve(path).<Datum>map(found -> found).orElse(Datum.Unknown.UNKNOWN);
    }

    /** Says what {@code in} is and where it comes from, if the place of a problem mentions it. */
    Diagnostic explainIn(Diagnostic diagnostic) {
        return arriving.value()
                .filter(value -> MENTIONS_IN.matcher(diagnostic.span().text()).find())
                .map(value -> diagnostic.withNote(LayerInference.origin(value, diagnostic.span())))
                .orElse(diagnostic);
    }

    private Datum in(Span span) {
        if (arriving == Flow.Absent.UNKNOWN) {
            return Datum.Unknown.UNKNOWN;
        }
        if (arriving.value().isEmpty()) {
            return report(Diagnostic.of(Code.IN_UNKNOWN, span, "`in` has no value, because no value arrives here"));
        }
        Shape shape = arriving.value().get().type().shape();
        if (shape.rank() == 0) {
            return report(Diagnostic.of(Code.IN_UNKNOWN, span, "`in` has no value for " + shape));
        }
        Extent features = shape.rank() > 2 ? shape.extent(0) : shape.last();
        if (features.isFixed()) {
            return new Datum.Whole(features.max());
        }
        return report(Diagnostic.of(
                Code.IN_UNKNOWN,
                span,
                "`in` has no value, because the length " + features + " of " + shape + " varies"));
    }
}
