package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loop-invariant code motion out of the forward pass: what depends on weights and tables alone is computed once, before
 * the first pass. Where a length varies, it is computed for the largest one.
 */
final class HoistConstants implements Pass {

    @Override
    public Program apply(Program program) {
        Map<Buffer, Buffer> hoisted = new IdentityHashMap<>();
        for (Buffer buffer : Invariants.of(program.steps())) {
            hoisted.put(
                    buffer, new Buffer(buffer.name(), Buffer.Role.CONSTANT, buffer.element(), largest(buffer.shape())));
        }
        if (hoisted.isEmpty()) {
            return program;
        }
        Rewriter renaming = new Renaming(hoisted);
        List<Step> preparation = new ArrayList<>(program.preparation());
        for (Step.Nest nest : Reads.nests(program.steps())) {
            if (hoisted.containsKey(nest.target().buffer())) {
                preparation.add(atLargest(renaming.rewrite(nest)));
            }
        }
        return new Program(
                program.buffers().stream()
                        .map(buffer -> hoisted.getOrDefault(buffer, buffer))
                        .toList(),
                preparation,
                remaining(program.steps(), hoisted, renaming),
                program.counters());
    }

    private static List<Step> remaining(List<Step> steps, Map<Buffer, Buffer> hoisted, Rewriter renaming) {
        List<Step> remaining = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                List<Step> inner = remaining(sequence.steps(), hoisted, renaming);
                if (!inner.isEmpty()) {
                    remaining.add(new Step.Sequence(sequence.origin(), sequence.axis(), inner));
                }
            } else if (!hoisted.containsKey(((Step.Nest) step).target().buffer())) {
                remaining.add(renaming.rewrite(step));
            }
        }
        return remaining;
    }

    private static Shape largest(Shape shape) {
        return new Shape(
                shape.extents().stream().map(extent -> Extent.of(extent.max())).toList());
    }

    private static Step.Nest atLargest(Step.Nest nest) {
        Map<Axis, Index.Affine> longest = new HashMap<>();
        List<Axis> parallel = new ArrayList<>();
        for (Axis axis : nest.parallel()) {
            Axis whole = axis.extent().isFixed()
                    ? axis
                    : new Axis(axis.name(), Extent.of(axis.extent().max()));
            parallel.add(whole);
            longest.put(axis, Index.of(whole));
        }
        return new Substitution(longest).rewrite(nest).over(parallel, nest.reduction());
    }

    /** Lets accesses go to constants instead, seen as long as these are. */
    private static final class Renaming extends Rewriter {

        private final Map<Buffer, Buffer> constants;

        Renaming(Map<Buffer, Buffer> constants) {
            this.constants = constants;
        }

        @Override
        protected Access access(Access access) {
            Buffer constant = constants.get(access.buffer());
            return constant == null
                    ? access
                    : new Access(constant, largest(access.view()), access.indices(), access.outside());
        }
    }
}
