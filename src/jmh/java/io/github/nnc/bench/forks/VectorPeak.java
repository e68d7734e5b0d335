package io.github.nnc.bench.forks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The fastest arithmetic and the fastest reading that the Vector API offers. */
final class VectorPeak {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;

    private VectorPeak() {}

    /** The kind of kernels. */
    static String name() {
        return "Vector API, " + SPECIES.length() + " lanes";
    }

    /** Twelve chains that do not wait for each other: more than the four cycles of an fma on two units ask for. */
    static float multiplyAdd(int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector b = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector s0 = b;
        FloatVector s1 = b;
        FloatVector s2 = b;
        FloatVector s3 = b;
        FloatVector s4 = b;
        FloatVector s5 = b;
        FloatVector s6 = b;
        FloatVector s7 = b;
        FloatVector s8 = b;
        FloatVector s9 = b;
        FloatVector s10 = b;
        FloatVector s11 = b;
        for (int i = 0; i < count; i++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
            s10 = s10.fma(a, b);
            s11 = s11.fma(a, b);
        }
        return s0.add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .add(s8)
                .add(s9)
                .add(s10)
                .add(s11)
                .lane(0);
    }

    /** How many that is. */
    static long multiplyAdds(int count) {
        return (long) count * CHAINS * SPECIES.length();
    }

    /** Reads all values. */
    static float sum(float[] values) {
        int lanes = SPECIES.length();
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i <= values.length - 4 * lanes; i += 4 * lanes) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, values, i));
            s1 = s1.add(FloatVector.fromArray(SPECIES, values, i + lanes));
            s2 = s2.add(FloatVector.fromArray(SPECIES, values, i + 2 * lanes));
            s3 = s3.add(FloatVector.fromArray(SPECIES, values, i + 3 * lanes));
        }
        return s0.add(s1).add(s2).add(s3).lane(0);
    }
}
