package io.github.nnc.verify;

import io.github.nnc.graph.Tensor;

/**
 * How far results are from what is expected.
 *
 * @param absolute the largest error; infinite where one number is not finite and the other is another
 * @param relative the largest error as a share of the expected number, where that is not 0
 * @param ulps the largest number of steps between neighbouring floats from one to the other
 * @param notNumbers how many are NaN on both sides, which tells nothing
 * @param beyond the place of the first result that the tolerance does not allow; -1 where there is none
 */
public record Difference(double absolute, double relative, long ulps, int notNumbers, int beyond) {

    /**
     * Compares number by number; NaN equals NaN.
     *
     * @throws IllegalArgumentException if the shapes are not the same
     */
    public static Difference of(Tensor expectedTensor, Tensor actualTensor, Tolerance tolerance) {
        if (!expectedTensor.extents().equals(actualTensor.extents())) {
            throw new IllegalArgumentException(
                    "the shape is " + actualTensor.extents() + " instead of " + expectedTensor.extents());
        }
        float[] expected = ImportedNetwork.numbers(expectedTensor);
        float[] actual = ImportedNetwork.numbers(actualTensor);
        double absolute = 0;
        double relative = 0;
        long ulps = 0;
        int notNumbers = 0;
        int beyond = -1;
        for (int i = 0; i < actual.length; i++) {
            notNumbers += Float.isNaN(expected[i]) && Float.isNaN(actual[i]) ? 1 : 0;
            double error = error(expected[i], actual[i]);
            if (error > 0) {
                absolute = Math.max(absolute, error);
                relative = expected[i] == 0 ? relative : Math.max(relative, error / Math.abs((double) expected[i]));
                ulps = Math.max(ulps, steps(expected[i], actual[i]));
                beyond = beyond < 0 && !tolerance.allows(expected[i], error) ? i : beyond;
            }
        }
        return new Difference(absolute, relative, ulps, notNumbers, beyond);
    }

    /** Whether the tolerance allows all results. */
    public boolean isWithin() {
        return beyond < 0;
    }

    private static double error(float expected, float actual) {
        if (expected == actual || Float.isNaN(expected) && Float.isNaN(actual)) {
            return 0;
        }
        boolean finite = Float.isFinite(expected) && Float.isFinite(actual);
        return finite ? Math.abs((double) expected - actual) : Double.POSITIVE_INFINITY;
    }

    private static long steps(float expected, float actual) {
        return Math.abs((long) ordered(expected) - ordered(actual));
    }

    /** Neighbouring floats get neighbouring numbers. */
    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits >= 0 ? bits : Integer.MIN_VALUE - bits;
    }
}
