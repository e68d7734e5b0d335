package io.github.nnc.bench.forks;

/** What loops reach that HotSpot makes vector instructions of: a bound that is lower than the processor's. */
final class PlainPeak implements Peak.Kernels {

    private static final int WIDTH = 1024;
    private static final int FACTORS = 4;

    private final float[] row = new float[WIDTH];

    @Override
    public String name() {
        return "plain loop";
    }

    @Override
    public float multiplyAdd(int count) {
        for (int i = 0; i < count; i++) {
            polynomial(row, 0.5f, 0.25f);
        }
        return row[0];
    }

    private static void polynomial(float[] row, float a, float b) {
        for (int j = 0; j < WIDTH; j++) {
            row[j] = (((row[j] * a + b) * a + b) * a + b) * a + b;
        }
    }

    @Override
    public long multiplyAdds(int count) {
        return (long) count * WIDTH * FACTORS;
    }

    /** Sums of floats are not reordered, and remain scalar; a pass that changes every value in place does not. */
    @Override
    public float sum(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += 1;
        }
        return values[0];
    }
}
