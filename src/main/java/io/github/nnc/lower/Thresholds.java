package io.github.nnc.lower;

/**
 * Where one form of code takes over from another. The figures behind the first two of {@link #MEASURED}, of dense layers,
 * stand in the architecture page; {@code FormTimes} among the benchmarks measures them again.
 *
 * @param straightLine the most iterations, over all loops of a program, that are written out
 * @param rowOutputs the fewest outputs of a contraction whose inner loop runs across them
 * @param guardedIterations the fewest iterations of a nest whose borders, where loads need guards, become nests of their own;
 *     an estimate, since small nests gain less than the code of several costs to read
 * @param packedUses the fewest sums that each number of a computed operand adds to, for it to be copied into rows
 */
public record Thresholds(long straightLine, long rowOutputs, long guardedIterations, long packedUses) {

    /** Measured on both JDKs, each form against the others. */
    public static final Thresholds MEASURED = new Thresholds(128, 12, 4096, 8);

    /** The same, with nothing written out. */
    Thresholds withLoops() {
        return new Thresholds(0, rowOutputs, guardedIterations, packedUses);
    }
}
