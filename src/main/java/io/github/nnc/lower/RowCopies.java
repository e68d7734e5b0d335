package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Adds buffers that lie in rows to a program, each filled from what some nest reads. */
final class RowCopies {

    private final List<Buffer> buffers;
    private final Set<String> names = new HashSet<>();

    private RowCopies(Program program) {
        this.buffers = new ArrayList<>(program.buffers());
        program.buffers().forEach(buffer -> names.add(buffer.name()));
    }

    /** The program with every nest replaced by the steps that {@code rewriting} puts in its place. */
    static Program in(Program program, Function<RowCopies, Function<Step.Nest, List<Step>>> rewriting) {
        RowCopies copies = new RowCopies(program);
        List<Step> steps = rewritten(program.steps(), rewriting.apply(copies));
        return program.with(copies.buffers, steps);
    }

    private static List<Step> rewritten(List<Step> steps, Function<Step.Nest, List<Step>> rewriting) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                result.add(
                        new Step.Sequence(sequence.origin(), sequence.axis(), rewritten(sequence.steps(), rewriting)));
            } else {
                result.addAll(rewriting.apply((Step.Nest) step));
            }
        }
        return result;
    }

    /** A buffer in rows for a nest, which is still to be added. */
    Buffer rows(Step.Nest nest, Shape shape) {
        String base = nest.target().buffer().name() + ".rows";
        String name = base;
        for (int number = 2; names.contains(name); number++) {
            name = base + number;
        }
        return new Buffer(name, Buffer.Role.ROWS, Buffer.Element.FLOAT, shape);
    }

    void add(Buffer rows) {
        names.add(rows.name());
        buffers.add(rows);
    }

    /** The step that copies what a nest reads. */
    static Step.Nest copy(Step.Nest nest, Access from, List<Axis> axes, Access to) {
        return new Step.Nest(
                nest.origin(),
                axes,
                List.of(),
                Step.Reduction.NONE,
                new Expression.Load(from),
                new Expression.Reduced(),
                to,
                Step.Store.ASSIGN);
    }

    /** The nest with the products of two accesses as its body. */
    static Step.Nest products(Step.Nest nest, Access input, Access rows) {
        return new Step.Nest(
                nest.origin(),
                nest.parallel(),
                nest.reduction(),
                nest.reduce(),
                new Expression.Load(input).times(new Expression.Load(rows)),
                nest.epilogue(),
                nest.target(),
                nest.store());
    }
}
