package io.github.nnc.bench.forks;

/**
 * What this machine can do at most: multiply-adds a second in registers, and bytes a second from the second level of cache
 * and from memory. Prints {@code peak}, the kernels' name, GFLOP/s (a multiply-add counts as two), GB/s and GB/s.
 */
public final class Peak {

    private static final int CACHED = 512 << 10;
    private static final int LARGE = 256 << 20;
    private static final int COUNT = 10_000;
    private static final int BATCHES = 400;
    private static final int PASSES = 12;

    private float sink;

    private Peak() {}

    public static void main(String[] arguments) {
        Peak peak = new Peak();
        System.out.println(String.join(
                "\t",
                "peak",
                VectorPeak.name(),
                Double.toString(peak.arithmetic()),
                Double.toString(peak.reading(CACHED, BATCHES * PASSES)),
                Double.toString(peak.reading(LARGE, PASSES))));
        System.err.print(peak.sink == 0.123f ? " " : ""); // so that nothing is left out
    }

    private double arithmetic() {
        double best = 0;
        for (int i = 0; i < BATCHES; i++) {
            long start = System.nanoTime();
            sink += VectorPeak.multiplyAdd(COUNT);
            best = Math.max(best, 2.0 * VectorPeak.multiplyAdds(COUNT) / (System.nanoTime() - start));
        }
        return best;
    }

    private double reading(int bytes, int passes) {
        float[] values = new float[bytes / Float.BYTES];
        double best = 0;
        for (int i = 0; i < passes; i++) {
            long start = System.nanoTime();
            sink += VectorPeak.sum(values);
            best = Math.max(best, (double) bytes / (System.nanoTime() - start));
        }
        return best;
    }
}
