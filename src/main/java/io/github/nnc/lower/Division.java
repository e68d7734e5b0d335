package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Step;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How the threads of one pass may share a nest: the points of its parallel axes are independent, so that each thread may
 * take a range of one of them.
 *
 * @param axis the one that is divided
 * @param unit how many iterations in a row stay together; every range begins at a multiple
 * @param shares the ranges for each thread: several, so that one that is held up does not hold up the others for long, but
 *     one where neighbours lie behind each other in memory, which is read faster in long runs
 */
public record Division(Axis axis, long unit, int shares) {

    /** So many units give each of a few threads about as much to do. */
    private static final long ENOUGH_UNITS = 6;

    private static final int SHARES = 4;

    /**
     * The division of a nest with work for two threads or more, where one of its loops allows it: the outermost with
     * enough units, else the one with most.
     *
     * @param unit how many iterations along a parallel axis have to stay together, 0 where its loop cannot be divided
     */
    public static Optional<Division> of(Step.Nest nest, Thresholds thresholds, ToLongFunction<Axis> unit) {
        if (Cost.iterations(nest).compareTo(BigInteger.valueOf(2).multiply(least(thresholds))) < 0) {
            return Optional.empty();
        }
        Optional<Division> best = Optional.empty();
        for (Axis axis : nest.parallel()) {
            long together = unit.applyAsLong(axis);
            Division division = new Division(axis, together, isContiguous(nest.target(), axis) ? 1 : SHARES);
            if (together > 0 && division.units() > best.map(Division::units).orElse(1L)) {
                best = Optional.of(division);
                if (division.units() >= ENOUGH_UNITS) {
                    break;
                }
            }
        }
        return best;
    }

    private static boolean isContiguous(Access target, Axis axis) {
        int last = target.indices().size() - 1;
        return last >= 0
                && target.indices().get(last) instanceof Index.Affine index
                && index.terms().contains(new Index.Term(axis, 1));
    }

    /** The least common multiple of two units; 0 where either is. */
    public static long multiple(long one, long other) {
        if (one == 0 || other == 0) {
            return 0;
        }
        return one / BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).longValue() * other;
    }

    private static BigInteger least(Thresholds thresholds) {
        return BigInteger.valueOf(thresholds.tileIterations());
    }

    /** Into how many ranges the axis falls at most. */
    public long units() {
        return (axis.extent().max() + unit - 1) / unit;
    }
}
