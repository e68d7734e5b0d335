package io.github.nnc.emit;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints numbers of values as Java, where lengths may stand in them. */
final class SizeText {

    private SizeText() {}

    /** {@code n * 128}, or the number alone. */
    static String of(Shape shape, Map<Extent.Symbol, String> lengths) {
        List<String> factors = new ArrayList<>();
        long fixed = 1;
        for (Extent extent : shape.extents()) {
            if (extent instanceof Extent.Symbol symbol) {
                factors.add(lengths.get(symbol));
            } else {
                fixed *= extent.max();
            }
        }
        if (factors.isEmpty() || fixed != 1) {
            factors.add(Long.toString(fixed));
        }
        return String.join(" * ", factors);
    }

    /** {@code textLength} as {@code TEXT_LENGTH}. */
    static String constantOf(String variable) {
        return variable.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
