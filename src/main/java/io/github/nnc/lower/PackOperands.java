package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Operand packing: where a sum of products of two computed values uses each number of one of them often, that one is
 * copied into rows along the outputs first, and the sum becomes a {@link Contraction} like one with weights.
 */
final class PackOperands implements Pass {

    private final Thresholds thresholds;

    PackOperands(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Program apply(Program program) {
        return RowCopies.in(
                program,
                copies -> nest ->
                        choose(nest).map(operand -> pack(nest, operand, copies)).orElse(List.of(nest)));
    }

    private static List<Step> pack(Step.Nest nest, Operand operand, RowCopies copies) {
        List<Axis> axes = operand.axes(nest);
        Buffer rows =
                copies.rows(nest, new Shape(axes.stream().map(Axis::extent).toList()));
        copies.add(rows);
        Access packed = Access.of(rows, KernelBuilder.indices(axes));
        return List.of(
                RowCopies.copy(nest, operand.packed, axes, packed), RowCopies.products(nest, operand.other, packed));
    }

    /** The operand to pack: before all one whose rows lie as the target does, then one of long rows. */
    private Optional<Operand> choose(Step.Nest nest) {
        if (nest.reduce() != Step.Reduction.SUM
                || nest.store() != Step.Store.ASSIGN
                || !(nest.body() instanceof Expression.Binary product)
                || product.operator() != Expression.BinaryOperator.MULTIPLY
                || !(product.left() instanceof Expression.Load left)
                || !(product.right() instanceof Expression.Load right)
                || Contraction.ofRows(nest, thresholds).isPresent()) {
            return Optional.empty();
        }
        List<Operand> operands = new ArrayList<>();
        for (Axis axis : nest.parallel()) {
            operands.add(new Operand(left.access(), right.access(), axis));
            operands.add(new Operand(right.access(), left.access(), axis));
        }
        return operands.stream()
                .filter(operand -> operand.pays(nest, thresholds))
                .max(Comparator.comparing((Operand operand) -> operand.isContiguous(nest.target()))
                        .thenComparing(operand -> operand.across.extent().max()));
    }

    /**
     * One factor of the products.
     *
     * @param across the axis of the outputs, along which its rows would lie
     */
    private record Operand(Access packed, Access other, Axis across) {

        /** The axes that it moves with, in the order of the loops, the outputs last. */
        List<Axis> axes(Step.Nest nest) {
            List<Axis> axes = new ArrayList<>(nest.parallel());
            axes.addAll(nest.reduction());
            axes.removeIf(axis -> axis == across || !Uses.dependsOn(packed, axis));
            axes.add(across);
            return axes;
        }

        boolean pays(Step.Nest nest, Thresholds thresholds) {
            return !packed.buffer().isParameter()
                    && across.extent().max() >= thresholds.rowOutputs()
                    && Uses.dependsOn(packed, across)
                    && !Uses.dependsOn(other, across)
                    && isNoLonger(nest)
                    && timesUsed(nest).compareTo(BigInteger.valueOf(thresholds.packedUses())) >= 0;
        }

        /** Whether the rows hold nothing twice, as they would of windows that overlap. */
        private boolean isNoLonger(Step.Nest nest) {
            return Cost.iterations(axes(nest)).compareTo(packed.view().elements()) <= 0;
        }

        /** How many sums each number adds to. */
        private BigInteger timesUsed(Step.Nest nest) {
            return Cost.iterations(nest.parallel().stream()
                    .filter(axis -> !Uses.dependsOn(packed, axis))
                    .toList());
        }

        private boolean isContiguous(Access target) {
            int last = target.indices().size() - 1;
            return last >= 0 && Uses.dependsOn(target.indices().get(last), across);
        }
    }
}
