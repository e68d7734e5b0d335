package io.github.nnc.emit;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A sum of products of a value with weights along one of whose dimensions the outputs lie:
 * {@code sum over r of input[r] * weight[o, r]}, where r may be several axes and the input padded.
 *
 * @param output the parallel axis that only the weight, not the input, depends on
 * @param run the reduction axis with the most iterations, which is unrolled
 * @param row which of the rows of outputs in the weight belongs to a point of the reduction
 */
record Contraction(Axis output, Axis run, Access input, Access weight, Kernel.Layout layout, Index.Affine row) {

    static Optional<Contraction> of(Step.Nest nest) {
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
                .filter(axis -> axis.extent().isFixed())
                .max(Comparator.comparingLong(axis -> axis.extent().max()));
        if (run.isEmpty()
                || !weight.buffer().isParameter()
                || weight.outside().isPresent()
                || !weight.view().isFixed()
                || weight.indices().stream().anyMatch(index -> !(index instanceof Index.Affine))) {
            return Optional.empty();
        }
        for (Axis output : nest.parallel()) {
            int across = dimension(weight, output);
            if (across >= 0 && output.extent().isFixed() && !depends(input, output)) {
                Kernel.Layout layout = layout(weight.view(), across);
                return Optional.of(new Contraction(output, run.get(), input, weight, layout, row(weight, across)));
            }
        }
        return Optional.empty();
    }

    /** The dimension of an access that an axis covers, if no other moves with it; otherwise -1. */
    private static int dimension(Access access, Axis axis) {
        int found = -1;
        for (int i = 0; i < access.indices().size(); i++) {
            if (mentions((Index.Affine) access.indices().get(i), axis)) {
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

    private static Kernel.Layout layout(Shape view, int across) {
        long outer = 1;
        long inner = 1;
        for (int i = 0; i < view.rank(); i++) {
            long extent = view.extent(i).max();
            outer *= i < across ? extent : 1;
            inner *= i > across ? extent : 1;
        }
        return new Kernel.Layout(outer, view.extent(across).max(), inner);
    }

    /** The place among the rows, which lie in the order of the other dimensions. */
    private static Index.Affine row(Access weight, int across) {
        Index.Affine row = Index.of(0);
        for (int i = 0; i < weight.indices().size(); i++) {
            if (i != across) {
                row = row.times(weight.view().extent(i).max())
                        .plus((Index.Affine) weight.indices().get(i));
            }
        }
        return row;
    }

    /** Whether an access moves with an axis. */
    static boolean depends(Access access, Axis axis) {
        for (Index index : access.indices()) {
            if (index instanceof Index.Affine affine && mentions(affine, axis)
                    || index instanceof Index.FloorDivision division && mentions(division.numerator(), axis)
                    || index instanceof Index.Indirect indirect && depends(indirect.id(), axis)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some reads of an expression move with an axis and others do not. */
    static boolean reuses(Expression expression, Axis axis) {
        List<Access> reads = Reads.of(expression);
        return reads.stream().anyMatch(read -> depends(read, axis))
                && reads.stream().anyMatch(read -> !depends(read, axis));
    }

    private static boolean mentions(Index.Affine index, Axis axis) {
        return index.terms().stream().anyMatch(term -> term.axis() == axis);
    }
}
