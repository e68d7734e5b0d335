package io.github.nnc.testing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When two computations of the same numbers agree. */
public enum Agreement {
    /** |a - b| at most 1e-6 + 1e-5 * max|b| over all of b. */
    TENSOR,
    /** |a - b| at most 1e-6 + 1e-5 * |b| for each pair. */
    ELEMENT;

    /** The first difference, in words; empty where they agree. */
    public Optional<String> difference(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            return Optional.of(actual.length + " values instead of " + expected.length);
        }
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < actual.length; i++) {
            double scale = this == TENSOR ? largest : Math.abs(expected[i]);
            if (!(Math.abs(actual[i] - expected[i]) <= 1e-6 + 1e-5 * scale)) {
                return Optional.of(
                        String.format(Locale.ROOT, "value %d is %.9g instead of %.9g", i, actual[i], expected[i]));
            }
        }
        return Optional.empty();
    }
}
