package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.tensor.Extent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Index-set splitting: a nest whose loads may leave their view only near its borders becomes several, of which the one in
 * the middle, where most of the work is, needs no guard. What the guards of each part come to is for
 * {@link FoldConstants} to find.
 */
final class SplitIndexSets implements Pass {

    private final Thresholds thresholds;

    /**
     * Leaves nests of few iterations alone, which are not worth the code of several, and those whose rows, of
     * weights or of values, share a guard.
     */
    SplitIndexSets(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Program apply(Program program) {
        return program.with(program.buffers(), split(program.steps()));
    }

    private List<Step> split(List<Step> steps) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                result.add(new Step.Sequence(sequence.origin(), sequence.axis(), split(sequence.steps())));
            } else {
                Step.Nest nest = (Step.Nest) step;
                boolean pays = !nest.reduction().isEmpty()
                        && Cost.iterations(nest).compareTo(BigInteger.valueOf(thresholds.guardedIterations())) >= 0
                        && Contraction.ofRows(nest, thresholds).isEmpty()
                        && AcrossReduction.of(nest, thresholds).isEmpty();
                split(nest, pays ? nest.parallel() : List.of(), result);
            }
        }
        return result;
    }

    /** Splits along the first of the axes that has a middle, and the middle along the others. */
    private static void split(Step.Nest nest, List<Axis> axes, List<Step> result) {
        for (int i = 0; i < axes.size(); i++) {
            Axis axis = axes.get(i);
            Range middle = Range.unguarded(nest, axis);
            if (middle.isMost(axis)) {
                addPart(nest, axis, new Range(0, middle.from), result);
                split(part(nest, axis, middle), axes.subList(i + 1, axes.size()), result);
                addPart(nest, axis, new Range(middle.to, axis.extent().max()), result);
                return;
            }
        }
        result.add(nest);
    }

    private static void addPart(Step.Nest nest, Axis axis, Range range, List<Step> result) {
        if (range.from < range.to) {
            result.add(part(nest, axis, range));
        }
    }

    private static Step.Nest part(Step.Nest nest, Axis axis, Range range) {
        Axis shorter = new Axis(axis.name(), Extent.of(range.to - range.from));
        List<Axis> parallel =
                nest.parallel().stream().map(a -> a == axis ? shorter : a).toList();
        return new Substitution(Map.of(axis, Index.of(shorter).plus(range.from)))
                .rewrite(nest)
                .over(parallel, nest.reduction());
    }

    /** The values of an axis from one up to but not including another. */
    private record Range(long from, long to) {

        /** Where an axis may be so that no load of the nest leaves its view in a dimension that the axis moves. */
        static Range unguarded(Step.Nest nest, Axis axis) {
            Range range = new Range(0, axis.extent().min());
            for (Access access : Reads.of(nest)) {
                for (int d = 0;
                        access.outside().isPresent() && d < access.indices().size();
                        d++) {
                    if (access.indices().get(d) instanceof Index.Affine index && Uses.dependsOn(index, axis)) {
                        range = range.within(index, access.view().extent(d), axis);
                    }
                }
            }
            return range;
        }

        private Range within(Index.Affine index, Extent extent, Axis axis) {
            long step = index.terms().stream()
                    .filter(term -> term.axis() == axis)
                    .mapToLong(Index.Term::coefficient)
                    .sum();
            if (step <= 0) {
                return new Range(0, 0);
            }
            Index.Affine others = index.minus(Index.of(axis).times(step));
            long first = Math.floorDiv(-others.least() + step - 1, step);
            long end = Math.floorDiv(extent.min() - 1 - others.most(), step) + 1;
            return new Range(Math.max(from, first), Math.min(to, end));
        }

        /** Whether it is a real part of an axis of fixed extent, and no small one. */
        boolean isMost(Axis axis) {
            long extent = axis.extent().max();
            return axis.extent().isFixed() && to - from < extent && 2 * (to - from) >= extent;
        }
    }
}
