package io.github.nnc.support;

import java.util.Arrays;

/**
 * Random initial weights, the same on every machine. Each tensor has a SplitMix64 generator of its own, begun with the
 * mixed seed exclusive-or the FNV-1a hash (64 bits) of the tensor's name, so that a layer's weights do not depend on
 * the other layers. A uniform value is made of 24 bits; a normal one of two uniform ones by Box and Muller's cosine
 * formula in strict arithmetic.
 */
public final class WeightRandom {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    private WeightRandom(long seed, String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        state = mix(seed + STEP) ^ hash;
    }

    /** The values of all tensors, one array a line of what {@link WeightSlot} describes. */
    public static float[][] fill(String slots, long seed) {
        WeightSlot[] all = WeightSlot.parse(slots);
        float[][] values = new float[all.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new float[all[i].count()];
            new WeightRandom(seed, all[i].name()).fill(values[i], all[i].initial);
        }
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; all[i].shared() && j < values.length; j++) {
                values[i] = all[j].name().equals(all[i].initial.substring(1)) ? values[j] : values[i];
            }
        }
        return values;
    }

    private void fill(float[] values, String initial) {
        int equals = initial.indexOf('=');
        double size = equals > 0 ? Double.parseDouble(initial.substring(equals + 1)) : initial.equals("ones") ? 1 : 0;
        if (initial.startsWith("uniform")) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * uniform() - 1) * size);
            }
        } else if (initial.startsWith("normal")) {
            for (int i = 0; i < values.length; i++) {
                double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
                values[i] = (float) (size * radius * StrictMath.cos(2 * Math.PI * uniform()));
            }
        } else {
            Arrays.fill(values, (float) size);
        }
    }

    private double uniform() {
        state += STEP;
        return (mix(state) >>> 40) * 0x1p-24;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
