package io.github.nnc.testing;

/** The error function in double precision: its Maclaurin series near 0, a continued fraction of 1 - erf elsewhere. */
public final class ErrorFunction {

    private static final double SERIES_UP_TO = 2.5;
    private static final int FRACTIONS = 120;

    private ErrorFunction() {}

    /** erf(x) to 1e-14 (Abramowitz and Stegun, 7.1.5 and 7.1.14). */
    public static double erf(double x) {
        double size = Math.abs(x);
        double value = size < SERIES_UP_TO ? series(size) : size > 6 ? 1 : 1 - complement(size);
        return Math.copySign(value, x);
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * sum; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return sum * 2 / Math.sqrt(Math.PI);
    }

    private static double complement(double x) {
        double tail = 0;
        for (int n = FRACTIONS; n >= 1; n--) {
            tail = n / 2.0 / (x + tail);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + tail);
    }
}
