package io.github.nnc.bench;

import java.util.Locale;

/** What is not equal is not worth timing. */
final class Agreement {

    private Agreement() {}

    /** @throws IllegalStateException unless every |a - b| is at most 1e-6 + 1e-5 * max|b| */
    static void check(String what, float[] actual, float[] expected) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        double tolerance = 1e-6 + 1e-5 * largest;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) actual[i] - expected[i]);
            if (!(difference <= tolerance)) {
                throw new IllegalStateException(
                        String.format(Locale.ROOT, "%s: output %d is %s and %s", what, i, actual[i], expected[i]));
            }
        }
    }
}
