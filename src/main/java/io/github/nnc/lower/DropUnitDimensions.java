package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Removes loops that run once, and the dimensions of length 1 that they walked along. */
final class DropUnitDimensions implements Pass {

    private static final Extent ONE = Extent.of(1);

    @Override
    public Program apply(Program program) {
        return program.with(
                program.buffers(),
                program.steps().stream().flatMap(DropUnitDimensions::dropped).toList());
    }

    private static Stream<Step> dropped(Step step) {
        if (!(step instanceof Step.Sequence sequence)) {
            return Stream.of(dropped((Step.Nest) step));
        } else if (sequence.axis().extent().equals(ONE)) {
            Rewriter once = new Substitution(Map.of(sequence.axis(), Index.of(0)));
            return sequence.steps().stream().map(once::rewrite).flatMap(DropUnitDimensions::dropped);
        }
        return Stream.of(new Step.Sequence(
                sequence.origin(),
                sequence.axis(),
                sequence.steps().stream().flatMap(DropUnitDimensions::dropped).toList()));
    }

    private static Step.Nest dropped(Step.Nest nest) {
        Map<Axis, Index.Affine> zero = new HashMap<>();
        List<Axis> parallel = longer(nest.parallel(), zero);
        List<Axis> reduction = nest.reduction();
        if (nest.reduce() != Step.Reduction.ARGMAX
                && reduction.stream().anyMatch(axis -> !axis.extent().equals(ONE))) {
            reduction = longer(reduction, zero);
        }
        return new WithoutUnits().rewrite(new Substitution(zero).rewrite(nest.over(parallel, reduction)));
    }

    private static List<Axis> longer(List<Axis> axes, Map<Axis, Index.Affine> zero) {
        List<Axis> longer = new ArrayList<>();
        for (Axis axis : axes) {
            if (axis.extent().equals(ONE)) {
                zero.put(axis, Index.of(0));
            } else {
                longer.add(axis);
            }
        }
        return longer;
    }

    /** Sees buffers without the dimensions of length 1 that are read at 0. */
    private static final class WithoutUnits extends Rewriter {

        @Override
        protected Access access(Access access) {
            List<Index> indices = new ArrayList<>();
            List<Extent> extents = new ArrayList<>();
            for (int d = 0; d < access.indices().size(); d++) {
                boolean unit = access.view().extent(d).equals(ONE)
                        && access.indices().get(d).equals(Index.of(0));
                if (!unit) {
                    indices.add(access.indices().get(d));
                    extents.add(access.view().extent(d));
                }
            }
            return new Access(access.buffer(), new Shape(extents), indices, access.outside());
        }
    }
}
