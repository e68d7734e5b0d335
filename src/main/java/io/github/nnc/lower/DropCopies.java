package io.github.nnc.lower;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes nests that copy a whole buffer in its order, whatever shape either is seen as: what read the copy reads the
 * original, or the original is computed where the copy was wanted.
 */
final class DropCopies implements Pass {

    @Override
    public Program apply(Program program) {
        return new Renaming(program).program();
    }

    /** One run over a program. */
    private static final class Renaming {

        private final Program program;
        private final Uses uses;
        private final Map<Buffer, Buffer> renamed = new IdentityHashMap<>();
        private final Set<Step> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Buffer> written = Collections.newSetFromMap(new IdentityHashMap<>());

        Renaming(Program program) {
            this.program = program;
            this.uses = Uses.of(program.steps());
        }

        Program program() {
            for (Step step : program.steps()) {
                if (step instanceof Step.Nest nest) {
                    if (isCopy(nest)) {
                        drop(nest);
                    }
                    written.add(nest.target().buffer());
                }
            }
            Rewriter renaming = new Rewriter() {
                @Override
                protected Buffer buffer(Buffer buffer) {
                    return current(buffer);
                }
            };
            List<Step> steps = new ArrayList<>();
            for (Step step : program.steps()) {
                if (!dropped.contains(step)) {
                    steps.add(renaming.rewrite(step));
                }
            }
            return program.with(
                    program.buffers().stream()
                            .filter(b -> !renamed.containsKey(b))
                            .toList(),
                    steps);
        }

        private void drop(Step.Nest copy) {
            Buffer source = current(((Expression.Load) copy.body()).access().buffer());
            Buffer target = copy.target().buffer();
            if (source.element() != target.element() || uses.writers(target).size() > 1) {
                return;
            }
            if (target.role() == Buffer.Role.TEMPORARY && isComplete(source)) {
                renamed.put(target, source);
                dropped.add(copy);
            } else if (target.role() == Buffer.Role.OUTPUT && source.role() == Buffer.Role.TEMPORARY) {
                renamed.put(source, target);
                dropped.add(copy);
            }
        }

        private Buffer current(Buffer buffer) {
            Buffer current = buffer;
            while (renamed.containsKey(current)) {
                current = renamed.get(current);
            }
            return current;
        }

        /** Whether whoever writes the source has done so before the copy. */
        private boolean isComplete(Buffer source) {
            return source.role() == Buffer.Role.INPUT
                    || source.isParameter()
                    || uses.writers(source).size() == 1 && written.contains(source);
        }

        private static boolean isCopy(Step.Nest nest) {
            return nest.reduce() == Step.Reduction.NONE
                    && nest.store() == Step.Store.ASSIGN
                    && nest.epilogue() instanceof Expression.Reduced
                    && nest.body() instanceof Expression.Load load
                    && Uses.isIdentity(load.access(), nest.parallel())
                    && Uses.isIdentity(nest.target(), nest.parallel());
        }
    }
}
