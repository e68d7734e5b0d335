package io.github.nnc.lower;

import io.github.nnc.kernel.Axis;
import java.math.BigInteger;
import java.util.List;

/**
 * Where one form of code takes over from another. The figures behind the first two and the last two of {@link #MEASURED},
 * of dense layers, stand in the architecture page; {@code FormTimes} and {@code BatchTimes} among the benchmarks measure
 * them again.
 *
 * @param straightLine the most iterations, over all loops of a program, that are written out
 * @param rowOutputs the fewest outputs of a contraction whose inner loop runs across them
 * @param guardedIterations the fewest iterations of a nest whose borders, where loads need guards, become nests of their own;
 *     an estimate, since small nests gain less than the code of several costs to read
 * @param packedUses the fewest sums that each number of a computed operand adds to, for it to be copied into rows;
 *     an estimate from hand-written loops
 * @param spreadNumbers the most numbers that overlapping windows may come to, spread out, in a cache beside the weights;
 *     an estimate as well
 * @param functionValues the fewest values of a transcendental function that are computed as a whole array: the call of a
 *     support class has to be earned, on JDK 25 more than on 17, whose {@code Math.exp} is slower
 * @param acrossLanes the fewest results behind each other of a reduction whose inner loop runs across them, over rows that
 *     have to be copied first
 * @param panelBytes the most bytes of weights that neighbouring outputs read for each point; where it is more, all
 *     points take one slice of them after the other
 * @param panelOutputs so many neighbouring outputs have the weights of such slices in a panel of their own; 0 for none,
 *     since plain loops want long rows
 * @param unsharedBytes the fewest bytes of weights that serve a single sum at a time, for a batch to be computed in blocks
 *     of samples
 * @param samples how many a block has
 * @param tileIterations the fewest iterations of a nest that are worth a thread of their own, where threads share a pass
 */
public record Thresholds(
        long straightLine,
        long rowOutputs,
        long guardedIterations,
        long packedUses,
        long spreadNumbers,
        long functionValues,
        long acrossLanes,
        long panelBytes,
        long panelOutputs,
        long unsharedBytes,
        int samples,
        long tileIterations) {

    /** Measured on both JDKs, but for what is called an estimate. */
    public static final Thresholds MEASURED =
            new Thresholds(128, 12, 4096, 8, 1 << 16, 32, 24, 524_288, 0, 262_144, 8, 1 << 19);

    /** The same where a companion class reads windows as they overlap. */
    public static final Thresholds VECTORS =
            new Thresholds(128, 12, 4096, 8, 0, 32, 24, 524_288, 64, 262_144, 8, 1 << 19);

    /** Without passes that threads share. */
    public Thresholds(
            long straightLine,
            long rowOutputs,
            long guardedIterations,
            long packedUses,
            long spreadNumbers,
            long functionValues,
            long acrossLanes,
            long panelBytes,
            long panelOutputs,
            long unsharedBytes,
            int samples) {
        this(
                straightLine,
                rowOutputs,
                guardedIterations,
                packedUses,
                spreadNumbers,
                functionValues,
                acrossLanes,
                panelBytes,
                panelOutputs,
                unsharedBytes,
                samples,
                Long.MAX_VALUE);
    }

    /** Without slices and blocks of samples as well. */
    public Thresholds(
            long straightLine,
            long rowOutputs,
            long guardedIterations,
            long packedUses,
            long spreadNumbers,
            long functionValues,
            long acrossLanes) {
        this(
                straightLine,
                rowOutputs,
                guardedIterations,
                packedUses,
                spreadNumbers,
                functionValues,
                acrossLanes,
                Long.MAX_VALUE,
                0,
                Long.MAX_VALUE,
                1);
    }

    /** The same, with nothing written out. */
    Thresholds withLoops() {
        return new Thresholds(
                0,
                rowOutputs,
                guardedIterations,
                packedUses,
                spreadNumbers,
                functionValues,
                acrossLanes,
                panelBytes,
                panelOutputs,
                unsharedBytes,
                samples,
                tileIterations);
    }

    /** The same, with no margins and no windows spread out, however often they are read. */
    Thresholds withoutCopies() {
        return new Thresholds(straightLine, rowOutputs, Long.MAX_VALUE, packedUses, 0, functionValues, acrossLanes);
    }

    /** Whether a function of so many values is computed as a whole array. */
    boolean areManyForFunctions(List<Axis> axes) {
        return Cost.iterations(axes).compareTo(BigInteger.valueOf(functionValues)) >= 0;
    }
}
