package io.github.nnc.importer;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Parameter;
import io.github.nnc.tensor.Extent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Arguments as the language writes them. */
final class ArgumentText {

    private ArgumentText() {}

    /**
     * An argument of a statement.
     *
     * @param first whether it is the first that the layer declares
     * @param labels names its further inputs
     */
    static String of(Parameter parameter, ArgumentValue value, boolean first, IntFunction<String> labels) {
        String name = parameter.name();
        if (value instanceof ArgumentValue.Flag flag) {
            return flag.value() ? name : name + "=false";
        }
        if (value instanceof ArgumentValue.Word word) {
            boolean named = parameter.byName() || parameter.kind() == Parameter.Kind.PADDING;
            return named ? name + "=" + word.value() : word.value();
        }
        return given(parameter, text(value, labels), first);
    }

    /** An argument whose value is written already. */
    static String given(Parameter parameter, String text, boolean first) {
        return isPlain(parameter, first) ? text.replace(",", ", ") : parameter.name() + "=" + text;
    }

    /** A number or sizes alone; empty for all that is no amount. */
    static Optional<String> amount(ArgumentValue value) {
        boolean amount = value instanceof ArgumentValue.Whole
                || value instanceof ArgumentValue.Real
                || value instanceof ArgumentValue.Sizes;
        return amount ? Optional.of(text(value, index -> "")) : Optional.empty();
    }

    /** Whether people leave out the name: what must be given, and amounts that come before all else. */
    private static boolean isPlain(Parameter parameter, boolean first) {
        boolean amounts = List.of(Parameter.Kind.SIZES, Parameter.Kind.PADDING, Parameter.Kind.NUMBERS)
                .contains(parameter.kind());
        return !parameter.byName() && (parameter.required() || first && amounts);
    }

    private static String text(ArgumentValue value, IntFunction<String> labels) {
        if (value instanceof ArgumentValue.Whole whole) {
            return Long.toString(whole.value());
        }
        if (value instanceof ArgumentValue.Wholes wholes) {
            return joined(wholes.values(), ",");
        }
        if (value instanceof ArgumentValue.Real real) {
            return number(real.value());
        }
        if (value instanceof ArgumentValue.Numbers numbers) {
            return numbers.values().stream().map(ArgumentText::number).collect(Collectors.joining(","));
        }
        if (value instanceof ArgumentValue.Sizes sizes) {
            return joined(sizes.values(), "x");
        }
        if (value instanceof ArgumentValue.Dimensions dimensions) {
            return dimensions(dimensions.extents());
        }
        if (value instanceof ArgumentValue.Input input) {
            return labels.apply(input.index());
        }
        throw new IllegalStateException("no text for " + value);
    }

    private static String joined(List<Long> values, String separator) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    /** Dimensions, in parentheses where a name stands among them. */
    static String dimensions(List<Optional<Extent>> extents) {
        boolean named = extents.stream().flatMap(Optional::stream).anyMatch(extent -> !extent.isFixed());
        List<String> written = new ArrayList<>();
        extents.forEach(extent -> written.add(extent.map(Extent::toString).orElse("?")));
        return !named
                ? String.join("x", written)
                : written.size() == 1 ? written.get(0) : "(" + String.join(" x ", written) + ")";
    }

    /** A number with the digits that a double needs, without an exponent where it is short. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        String plain =
                new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
        return plain.length() <= 12
                ? plain
                : Double.toString(value).replace("E", "e").replace(".0e", "e");
    }
}
