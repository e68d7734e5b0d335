package io.github.nnc.bench;

import java.util.Locale;

/** What is not equal is not worth timing. */
public final class Agreement {

    /** Sums in another order differ by more the deeper a network is; a wrong one by much more. */
    private static final double RELATIVE = 1e-4;

    private static final double ABSOLUTE = 1e-6;

    private Agreement() {}

    /** @throws IllegalStateException unless every |a - b| is at most 1e-6 + 1e-4 * max|b| */
    public static void check(String what, float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            throw new IllegalStateException(what + ": " + actual.length + " outputs, not " + expected.length);
        }
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        double tolerance = ABSOLUTE + RELATIVE * largest;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) actual[i] - expected[i]);
            if (!(difference <= tolerance)) {
                throw new IllegalStateException(
                        String.format(Locale.ROOT, "%s: output %d is %s and %s", what, i, actual[i], expected[i]));
            }
        }
    }
}
