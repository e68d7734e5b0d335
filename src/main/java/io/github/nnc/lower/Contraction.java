package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A sum of products of a value with weights, or with a computed value that lies in rows, along one of whose dimensions the outputs lie:
 * {@code sum over r of input[r] * weight[o, r]}, where r may be several axes and the input padded.
 *
 * @param output the longest parallel axis that only the weight, not the input, depends on
 * @param run the reduction axis that is unrolled: before all one along which the input has no border, then one along
 *     which it is contiguous, then the longest
 * @param dimension the weight's, along which the outputs lie
 * @param row which of the rows of outputs in the weight belongs to a point of the reduction
 * @param points the innermost other parallel axis that the input moves with, without a border, and the weight does not:
 *     neighbours along it may share what they read of the weight
 */
public record Contraction(
        Axis output, Axis run, Access input, Access weight, int dimension, Index.Affine row, Optional<Axis> points) {

    /** So many neighbours are summed at a time; with three, HotSpot falls back to scalar code. */
    public static final int BLOCK = 2;

    /** Below it, a run is rather long than contiguous: its loop is left too often. */
    private static final long SHORTEST_RUN = 8;

    /** The contraction that a nest is, where it has as many outputs as make rows worth while. */
    public static Optional<Contraction> ofRows(Step.Nest nest, Thresholds thresholds) {
        return of(nest).filter(found -> found.output().extent().max() >= thresholds.rowOutputs());
    }

    private static Optional<Contraction> of(Step.Nest nest) {
        if (nest.reduce() != Step.Reduction.SUM
                || nest.store() != Step.Store.ASSIGN
                || !(nest.body() instanceof Expression.Binary product)
                || product.operator() != Expression.BinaryOperator.MULTIPLY
                || !(product.left() instanceof Expression.Load left)
                || !(product.right() instanceof Expression.Load right)) {
            return Optional.empty();
        }
        Optional<Contraction> found = of(nest, left.access(), right.access());
        return found.isPresent() ? found : of(nest, right.access(), left.access());
    }

    private static Optional<Contraction> of(Step.Nest nest, Access input, Access weight) {
        Optional<Axis> run = nest.reduction().stream()
                .max(Comparator.comparing((Axis axis) -> !isGuarded(input, axis))
                        .thenComparing(axis -> isContiguous(input, axis))
                        .thenComparing(axis -> axis.extent().max()));
        if (run.isEmpty()
                || !hasRows(weight)
                || weight.outside().isPresent()
                || weight.indices().stream().anyMatch(index -> !(index instanceof Index.Affine))) {
            return Optional.empty();
        }
        return nest.parallel().stream()
                .filter(axis -> dimension(weight, axis) >= 0 && !Uses.dependsOn(input, axis))
                .filter(axis -> weight.buffer().role() != Buffer.Role.ROWS
                        || dimension(weight, axis) == weight.view().rank() - 1)
                .max(Comparator.comparing(axis -> axis.extent().max()))
                .map(output -> {
                    int across = dimension(weight, output);
                    Optional<Axis> points = points(nest, output, input, weight);
                    return new Contraction(output, run.get(), input, weight, across, weight.row(across), points);
                });
    }

    /** Whether it lies in rows, or in whatever layout the constructor gives it. */
    private static boolean hasRows(Access weight) {
        return weight.buffer().role() == Buffer.Role.ROWS
                || weight.buffer().isParameter() && weight.view().isFixed();
    }

    /** Whether many iterations along an axis read one element after another. */
    private static boolean isContiguous(Access input, Axis axis) {
        int last = input.indices().size() - 1;
        for (int d = 0; d < last; d++) {
            if (Uses.dependsOn(input.indices().get(d), axis)) {
                return false;
            }
        }
        return axis.extent().max() >= SHORTEST_RUN
                && last >= 0
                && input.indices().get(last) instanceof Index.Affine index
                && index.terms().contains(new Index.Term(axis, 1));
    }

    /** The dimension of an access that an axis covers, if no other moves with it; otherwise -1. */
    static int dimension(Access access, Axis axis) {
        int found = -1;
        for (int i = 0; i < access.indices().size(); i++) {
            if (Uses.dependsOn(access.indices().get(i), axis)) {
                boolean covers = access.indices().get(i).equals(Index.of(axis))
                        && access.view().extent(i).equals(axis.extent());
                if (found >= 0 || !covers) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static Optional<Axis> points(Step.Nest nest, Axis output, Access input, Access weight) {
        return nest.parallel().stream()
                .filter(axis -> axis != output
                        && axis.extent().max() >= BLOCK
                        && Uses.dependsOn(input, axis)
                        && !Uses.dependsOn(weight, axis)
                        && !isGuarded(input, axis))
                .reduce((outer, inner) -> inner);
    }

    /**
     * Whether the whole run lies outside of the input together, where products are 0: its first number tells for all of
     * them.
     */
    public boolean skips() {
        return input.outside().orElse(1) == 0 && !isGuarded(input, run);
    }

    /** Whether sums may be gathered in the target itself; what the epilogue reads may lie in the same array. */
    public boolean sumsInPlace(Step.Nest nest) {
        return nest.target().buffer().role() == Buffer.Role.TEMPORARY
                && nest.parallel().size() == 1
                && Reads.of(nest.epilogue()).stream()
                        .allMatch(read -> read.buffer().isParameter())
                && nest.target().indices().equals(List.of(Index.of(output)));
    }

    /** How many arrays of sums it needs beside its target. */
    public int sums(Step.Nest nest) {
        return sumsInPlace(nest) ? 0 : points.isPresent() ? BLOCK : 1;
    }

    /** Whether an access may leave its view for some values of an axis. */
    private static boolean isGuarded(Access access, Axis axis) {
        for (int i = 0; access.outside().isPresent() && i < access.indices().size(); i++) {
            Index index = access.indices().get(i);
            if (Uses.dependsOn(index, axis)
                    && !(index instanceof Index.Affine affine
                            && affine.least() >= 0
                            && affine.minus(Index.of(access.view().extent(i))).most() < 0)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some reads of an expression move with an axis and others do not. */
    public static boolean reuses(Expression expression, Axis axis) {
        List<Access> reads = Reads.of(expression);
        return reads.stream().anyMatch(read -> Uses.dependsOn(read, axis))
                && reads.stream().anyMatch(read -> !Uses.dependsOn(read, axis));
    }
}
