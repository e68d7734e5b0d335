package io.github.nnc.emit;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.List;
import java.util.Optional;

/**
 * A sum of products of a value with a matrix of weights: {@code sum over r of input[r] * weight[o, r]}.
 *
 * @param output the parallel axis that only the weight, not the input, depends on
 * @param transposed whether the weight's first dimension is the output, so that its rows lie across
 */
record Contraction(Axis output, Axis reduction, Access input, Access weight, boolean transposed) {

    static Optional<Contraction> of(Step.Nest nest) {
        if (nest.reduce() != Step.Reduction.SUM
                || nest.reduction().size() != 1
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
        Axis reduction = nest.reduction().get(0);
        if (!weight.buffer().isParameter()
                || weight.indices().size() != 2
                || weight.outside().isPresent()
                || input.outside().isPresent()
                || !weight.view().equals(weight.buffer().shape())) {
            return Optional.empty();
        }
        for (Axis output : nest.parallel()) {
            List<Axis> across = List.of(output, reduction);
            List<Axis> along = List.of(reduction, output);
            boolean transposed = covers(weight, across);
            if ((transposed || covers(weight, along)) && output.extent().isFixed() && !depends(input, output)) {
                return Optional.of(new Contraction(output, reduction, input, weight, transposed));
            }
        }
        return Optional.empty();
    }

    private static boolean covers(Access access, List<Axis> axes) {
        for (int i = 0; i < axes.size(); i++) {
            if (!access.indices().get(i).equals(Index.of(axes.get(i)))
                    || !access.view().extent(i).equals(axes.get(i).extent())) {
                return false;
            }
        }
        return true;
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
