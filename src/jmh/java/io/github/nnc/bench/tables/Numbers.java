package io.github.nnc.bench.tables;

import io.github.nnc.bench.Quartiles;
import java.util.Locale;

/** Numbers as tables have them: three digits that count. */
public final class Numbers {

    /** What stands where nothing was measured. */
    public static final String NOT_RUN = "not run";

    private Numbers() {}

    /** {@code 1.23}, {@code 45.6}, {@code 7,890}. */
    public static String number(double value) {
        double size = Math.abs(value);
        String format = size < 0.1 ? "%.3f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }

    /** The median, and the quartiles in brackets. */
    public static String spread(Quartiles numbers, double unit) {
        return number(numbers.median() / unit) + " (" + number(numbers.lower() / unit) + "–"
                + number(numbers.upper() / unit) + ")";
    }

    /** {@code 12,501,632}. */
    public static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }
}
