package io.github.nnc.support;

/**
 * Exponentials of arrays. x is split into n * ln 2 + r (W. J. Cody and W. Waite, Software Manual for the Elementary
 * Functions, 1980). HotSpot makes vector instructions of loops of arithmetic, but of none that handles bits; so the bits of
 * 2^n are put together in a loop of their own, between the one that finds n and the one that computes a polynomial of r.
 * The polynomials are fitted by least squares with Lawson's weights (C. L. Lawson, 1961).
 */
public final class Exponential {

    /** So many numbers at a time stay in the first-level cache. */
    private static final int BLOCK = 256;

    /** How long the array must be that the methods work in. */
    public static final int SCRATCH = 2 * BLOCK;

    /** 1.5 * 2^23: added to a small number, it leaves the nearest whole number in the last bits. */
    private static final float ROUNDER = 12582912;

    private static final float LOG2_E = 1.44269504f;

    /** ln 2 in two parts, the first of so few bits that its products with n are exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;

    private Exponential() {}

    /**
     * {@code y[j] = e^x[j]} for the first {@code count} numbers, relative error 2.5e-7 where neither over- nor underflows;
     * both may be one array.
     */
    public static void exp(float[] x, float[] y, int count, float[] scratch) {
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            System.arraycopy(x, from, scratch, 0, size);
            splitForExp(scratch, size);
            powers(scratch, size, 0x3f800000);
            exp(scratch, size);
            System.arraycopy(scratch, 0, y, from, size);
        }
    }

    /** The same for e^x - 1, as exact where x is near 0. */
    public static void expm1(float[] x, float[] y, int count, float[] scratch) {
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            System.arraycopy(x, from, scratch, 0, size);
            splitForExpm1(scratch, size);
            powers(scratch, size, 0x3f000000);
            expm1(scratch, size);
            System.arraycopy(scratch, 0, y, from, size);
        }
    }

    /** Half of n, so that its power is a number of full precision even where e^x is none. */
    private static void splitForExp(float[] t, int size) {
        for (int j = 0; j < size; j++) {
            float x = Math.max(-105f, Math.min(89f, t[j]));
            t[j] = x;
            t[j + BLOCK] = x * (LOG2_E / 2) + ROUNDER;
        }
    }

    private static void splitForExpm1(float[] t, int size) {
        for (int j = 0; j < size; j++) {
            float x = Math.max(-20f, Math.min(89f, t[j]));
            t[j] = x;
            t[j + BLOCK] = x * LOG2_E + ROUNDER;
        }
    }

    /** Powers of 2 in place of their exponents; {@code one} has the bits of the power for exponent 0. */
    private static void powers(float[] t, int size, int one) {
        for (int j = BLOCK; j < BLOCK + size; j++) {
            t[j] = Float.intBitsToFloat((Float.floatToRawIntBits(t[j]) << 23) + one);
        }
    }

    /** e^r * 2^(n/2) * 2^(n/2), |r| at most ln 2. */
    private static void exp(float[] t, int size) {
        for (int j = 0; j < size; j++) {
            float x = t[j];
            float half = x * (LOG2_E / 2) + ROUNDER - ROUNDER;
            float r = x - half * (2 * LN2_HIGH) - half * (2 * LN2_LOW);
            float p = 1.9611344e-4f;
            p = p * r + 1.41046767e-3f;
            p = p * r + 8.33610911e-3f;
            p = p * r + 4.16612588e-2f;
            p = p * r + 0.166666135f;
            p = p * r + 0.500000358f;
            p = p * r + 1;
            p = p * r + 1;
            t[j] = p * t[j + BLOCK] * t[j + BLOCK];
        }
    }

    /** 2 * (2^(n-1) * (e^r - 1) + 2^(n-1) - 1/2), |r| at most ln 2 / 2. */
    private static void expm1(float[] t, int size) {
        for (int j = 0; j < size; j++) {
            float x = t[j];
            float n = x * LOG2_E + ROUNDER - ROUNDER;
            float r = x - n * LN2_HIGH - n * LN2_LOW;
            float p = 1.39465544e-3f;
            p = p * r + 8.36664438e-3f;
            p = p * r + 4.16662805e-2f;
            p = p * r + 0.16666542f;
            p = p * r + 0.5f;
            p = p * r * r + r;
            float half = t[j + BLOCK];
            t[j] = 2 * (half * p + (half - 0.5f));
        }
    }
}
