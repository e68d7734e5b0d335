package io.github.nnc.support;

/**
 * Logarithms of arrays. x is split into 2^e * m with m near 1 in a loop of its own, because HotSpot makes no vector
 * instructions of one that handles bits; the loops around it are arithmetic only. The polynomial is fitted by least squares
 * with Lawson's weights (C. L. Lawson, 1961).
 */
public final class Logarithm {

    /** So many numbers at a time stay in the first-level cache. */
    private static final int BLOCK = 256;

    private static final int EXPONENT = BLOCK;
    private static final int LOST = 2 * BLOCK;

    /** How long the array must be that the methods work in. */
    public static final int SCRATCH = 3 * BLOCK;

    /** The bits of the square root of 1/2: m lies between it and twice it. */
    private static final int LEAST = 0x3f3504f3;

    private static final int SMALLEST_NORMAL = 0x00800000;
    private static final int INFINITY = 0x7f800000;

    /** ln 2 in two parts of one sign, the first of so few bits that its products with e are exact. */
    private static final float LN2_HIGH = 0.69314575f;

    private static final float LN2_LOW = 1.42860677e-6f;

    private Logarithm() {}

    /** {@code y[j] = ln x[j]} for the first {@code count} numbers, relative error 2e-7; both may be one array. */
    public static void log(float[] x, float[] y, int count, float[] scratch) {
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            System.arraycopy(x, from, scratch, 0, size);
            split(scratch, size);
            log(scratch, size);
            System.arraycopy(scratch, 0, y, from, size);
        }
    }

    /** The same for ln(1 + x), as exact where x is near 0. */
    public static void log1p(float[] x, float[] y, int count, float[] scratch) {
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            System.arraycopy(x, from, scratch, 0, size);
            addOne(scratch, size);
            split(scratch, size);
            log(scratch, size);
            addLost(scratch, size);
            System.arraycopy(scratch, 0, y, from, size);
        }
    }

    /** What the sum loses by rounding comes back as its quotient with the sum, to first order. */
    private static void addOne(float[] t, int size) {
        for (int j = 0; j < size; j++) {
            float x = Math.min(Float.MAX_VALUE, t[j]);
            float sum = 1 + x;
            t[j + LOST] = (x - (sum - 1)) / Math.max(Float.MIN_NORMAL, sum);
            t[j] = 1 + t[j];
        }
    }

    private static void addLost(float[] t, int size) {
        for (int j = 0; j < size; j++) {
            t[j] += t[j + LOST];
        }
    }

    /** m - 1 in place of each number, and e beside it; where there is no such m, the whole result is in e. */
    private static void split(float[] t, int size) {
        for (int j = 0; j < size; j++) {
            int bits = Float.floatToRawIntBits(t[j]);
            if (bits >= SMALLEST_NORMAL && bits < INFINITY) {
                int e = (bits - LEAST) >> 23;
                t[j] = Float.intBitsToFloat(bits - (e << 23)) - 1;
                t[j + EXPONENT] = e;
            } else {
                t[j + EXPONENT] = (float) (Math.log(t[j]) / Math.log(2));
                t[j] = 0;
            }
        }
    }

    /** e * ln 2 + ln(1 + f). */
    private static void log(float[] t, int size) {
        for (int j = 0; j < size; j++) {
            float f = t[j];
            float e = t[j + EXPONENT];
            float p = -7.63438866e-2f;
            p = p * f + 0.127654284f;
            p = p * f - 0.131620035f;
            p = p * f + 0.142013684f;
            p = p * f - 0.166231439f;
            p = p * f + 0.200012356f;
            p = p * f - 0.250008255f;
            p = p * f + 0.333333313f;
            float z = f * f;
            t[j] = e * LN2_HIGH + (f + (f * z * p - 0.5f * z + e * LN2_LOW));
        }
    }
}
