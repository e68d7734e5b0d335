package io.github.nnc.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How far results are from what was expected.
 *
 * @param agrees whether every difference is within the bound
 */
public record Comparison(boolean agrees, String text) {

    private static final double ABSOLUTE = 1e-6;
    private static final double RELATIVE = 1e-5;

    /**
     * Compares row by row.
     *
     * @param tolerance how far a value may be off; where it is empty 1e-6 + 1e-5 times the largest expected value
     */
    public static Comparison of(List<float[]> results, List<float[]> expected, OptionalDouble tolerance) {
        if (results.size() != expected.size()) {
            return new Comparison(
                    false, "differs: " + results.size() + " examples, but " + expected.size() + " are expected\n");
        }
        double largest = 0;
        for (float[] row : expected) {
            for (float value : row) {
                largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
            }
        }
        double bound = tolerance.orElse(ABSOLUTE + RELATIVE * largest);
        double worst = -1;
        String place = "";
        for (int i = 0; i < results.size(); i++) {
            float[] row = results.get(i);
            float[] wanted = expected.get(i);
            if (row.length != wanted.length) {
                return new Comparison(
                        false,
                        "differs: example " + (i + 1) + " has " + row.length + " values, but " + wanted.length
                                + " are expected\n");
            }
            for (int j = 0; j < row.length; j++) {
                double difference = difference(row[j], wanted[j]);
                if (difference > worst) {
                    worst = difference;
                    place = String.format(
                            Locale.ROOT,
                            "%sat example %d, value %d: expected %s, got %s",
                            amount(difference, wanted[j]),
                            i + 1,
                            j + 1,
                            wanted[j],
                            row[j]);
                }
            }
        }
        boolean agrees = worst <= bound && worst < Double.POSITIVE_INFINITY;
        String verdict = String.format(Locale.ROOT, "%s within %.3g", agrees ? "agrees" : "does not agree", bound);
        return new Comparison(agrees, verdict + "; largest difference " + place + "\n");
    }

    /** Infinite where one of them is no finite number and the other is another: no bound allows that. */
    private static double difference(float result, float expected) {
        if (Float.compare(result, expected) == 0) {
            return 0;
        }
        boolean finite = Float.isFinite(result) && Float.isFinite(expected);
        return finite ? Math.abs((double) result - expected) : Double.POSITIVE_INFINITY;
    }

    private static String amount(double difference, float expected) {
        if (difference == Double.POSITIVE_INFINITY) {
            return "";
        }
        String amount = String.format(Locale.ROOT, "%.3g ", difference);
        boolean share = expected != 0 && Float.isFinite(expected);
        return share
                ? amount + String.format(Locale.ROOT, "(%.3g of it) ", difference / Math.abs((double) expected))
                : amount;
    }
}
