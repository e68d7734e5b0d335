package io.github.nnc.testing;

import java.nio.charset.StandardCharsets;

/** Weights and inputs from a hash of name and index; {@code src/test/python/zoo_weights.py} says how, and does the same. */
public final class HashedValues {

    private HashedValues() {}

    /** A tensor of a {@code state_dict}, of a size that keeps activations moderate. */
    public static float[] weight(String name, long[] shape) {
        double[] u = fractions(name, size(shape));
        String kind = name.substring(name.lastIndexOf('.') + 1);
        if (shape.length > 1) {
            double bound = Math.sqrt(6.0 / (u.length / shape[0]));
            return map(u, x -> (2 * x - 1) * bound);
        }
        boolean shift = kind.equals("running_mean") || kind.equals("bias");
        return shift ? map(u, x -> (2 * x - 1) / 8) : map(u, x -> 0.5 + x);
    }

    /** An input of so many values in [-1, 1). */
    public static float[] image(int size) {
        return map(fractions("input", size), x -> 2 * x - 1);
    }

    private interface Mapping {
        double of(double fraction);
    }

    private static float[] map(double[] fractions, Mapping mapping) {
        float[] values = new float[fractions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) mapping.of(fractions[i]);
        }
        return values;
    }

    private static int size(long[] shape) {
        long size = 1;
        for (long extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        return Math.toIntExact(size);
    }

    /** The first numbers in [0, 1) under a name: SplitMix64 from the FNV-1a hash of the name, 24 bits each. */
    private static double[] fractions(String name, int count) {
        long state = 0xCBF29CE484222325L;
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            state = (state ^ (each & 0xFF)) * 0x100000001B3L;
        }
        double[] fractions = new double[count];
        for (int i = 0; i < count; i++) {
            state += 0x9E3779B97F4A7C15L;
            long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            fractions[i] = ((z ^ (z >>> 31)) >>> 40) * 0x1.0p-24;
        }
        return fractions;
    }
}
