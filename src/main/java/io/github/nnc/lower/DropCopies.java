package io.github.nnc.lower;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes nests that copy a whole buffer in its order, whatever shape either is seen as: what read the copy reads the
 * original, or the original is computed where the copy was wanted.
 */
final class DropCopies implements Pass {

    @Override
    public Program apply(Program program) {
        Program current = program;
        for (Optional<Program> next = dropOne(current); next.isPresent(); next = dropOne(current)) {
            current = next.get();
        }
        return current;
    }

    private static Optional<Program> dropOne(Program program) {
        Uses uses = Uses.of(program.steps());
        for (Step step : program.steps()) {
            if (step instanceof Step.Nest nest && isCopy(nest)) {
                Buffer source = ((Expression.Load) nest.body()).access().buffer();
                Buffer target = nest.target().buffer();
                if (source.element() != target.element() || uses.writers(target).size() > 1) {
                    continue;
                }
                if (target.role() == Buffer.Role.TEMPORARY && isComplete(uses, source, program, nest)) {
                    return Optional.of(without(program, nest, target, source));
                }
                if (target.role() == Buffer.Role.OUTPUT && source.role() == Buffer.Role.TEMPORARY) {
                    return Optional.of(without(program, nest, source, target));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isCopy(Step.Nest nest) {
        return nest.reduce() == Step.Reduction.NONE
                && nest.store() == Step.Store.ASSIGN
                && nest.epilogue() instanceof Expression.Reduced
                && nest.body() instanceof Expression.Load load
                && Uses.isIdentity(load.access(), nest.parallel())
                && Uses.isIdentity(nest.target(), nest.parallel());
    }

    /** Whether nothing writes the source after it was copied. */
    private static boolean isComplete(Uses uses, Buffer source, Program program, Step.Nest copy) {
        int at = program.steps().indexOf(copy);
        List<Step> later = program.steps().subList(at, program.steps().size());
        return uses.writers(source).isEmpty() || Uses.of(later).writers(source).isEmpty();
    }

    private static Program without(Program program, Step.Nest copy, Buffer gone, Buffer kept) {
        Rewriter renaming = new Rewriter() {
            @Override
            protected Buffer buffer(Buffer buffer) {
                return buffer == gone ? kept : buffer;
            }
        };
        List<Step> steps = new ArrayList<>();
        for (Step step : program.steps()) {
            if (step != copy) {
                steps.add(renaming.rewrite(step));
            }
        }
        return new Program(program.buffers().stream().filter(b -> b != gone).toList(), steps);
    }
}
