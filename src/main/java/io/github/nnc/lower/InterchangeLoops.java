package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the parallel axes of each nest into the order in which the target lies in memory, and the axes of a reduction into
 * the order in which the first of what it reads does.
 */
final class InterchangeLoops implements Pass {

    @Override
    public Program apply(Program program) {
        return program.with(
                program.buffers(),
                program.steps().stream().map(InterchangeLoops::ordered).toList());
    }

    private static Step ordered(Step step) {
        if (step instanceof Step.Sequence sequence) {
            return new Step.Sequence(
                    sequence.origin(),
                    sequence.axis(),
                    sequence.steps().stream().map(InterchangeLoops::ordered).toList());
        }
        Step.Nest nest = (Step.Nest) step;
        List<Axis> reduction = nest.reduction();
        for (Access read : Reads.of(nest.body())) {
            if (!read.buffer().isParameter() && reduction.stream().anyMatch(axis -> Uses.dependsOn(read, axis))) {
                reduction = sorted(reduction, read);
                break;
            }
        }
        return nest.over(sorted(nest.parallel(), nest.target()), reduction);
    }

    /** The axes by the last dimension that each of them moves; those that move none come first. */
    private static List<Axis> sorted(List<Axis> axes, Access access) {
        List<Axis> sorted = new ArrayList<>(axes);
        sorted.sort(Comparator.comparingInt(axis -> dimension(access, axis)));
        return sorted;
    }

    private static int dimension(Access access, Axis axis) {
        int place = -1;
        for (int d = 0; d < access.indices().size(); d++) {
            Index index = access.indices().get(d);
            if (Uses.dependsOn(index, axis)) {
                place = d;
            }
        }
        return place;
    }
}
