package io.github.nnc.conformance;

/** How far results are from what is expected. */
final class Difference {

    private boolean within = true;
    private boolean close = true;
    private long ulps;
    private String first = "";

    /** Whether all results are within a relative 1e-3 and an absolute 1e-5 of what is expected. */
    boolean isWithin() {
        return within;
    }

    boolean isClose() {
        return close;
    }

    long ulps() {
        return ulps;
    }

    /** The first result that is too far off. */
    String first() {
        return first;
    }

    void add(String output, int place, float expected, float actual) {
        boolean same = expected == actual || Float.isNaN(expected) && Float.isNaN(actual);
        if (same) {
            return;
        }
        boolean finite = Float.isFinite(expected) && Float.isFinite(actual);
        double error = Math.abs((double) expected - actual);
        ulps = finite ? Math.max(ulps, Math.abs((long) ordered(expected) - ordered(actual))) : Integer.MAX_VALUE;
        close &= finite && error <= 1e-6 + 1e-6 * Math.abs(expected);
        boolean fits = finite && error <= 1e-5 + 1e-3 * Math.abs(expected);
        if (within && !fits) {
            within = false;
            first = output + "[" + place + "] is " + actual + " instead of " + expected;
        }
    }

    /** Notes that a result has another size. */
    void addSize(String output, int expected, int actual) {
        within = false;
        close = false;
        first = output + " has " + actual + " values instead of " + expected;
    }

    /** Neighbouring floats get neighbouring numbers. */
    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits >= 0 ? bits : Integer.MIN_VALUE - bits;
    }
}
