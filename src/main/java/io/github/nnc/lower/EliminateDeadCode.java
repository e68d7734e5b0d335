package io.github.nnc.lower;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.List;

/** Dead-code elimination: removes nests whose results nobody reads, such as the last state of a recurrence. */
final class EliminateDeadCode implements Pass {

    @Override
    public Program apply(Program program) {
        List<Step> steps = program.steps();
        int before;
        do {
            before = Reads.nests(steps).size();
            steps = live(steps, Uses.of(steps));
        } while (Reads.nests(steps).size() < before);
        Uses uses = Uses.of(steps);
        List<Buffer> buffers = program.buffers().stream()
                .filter(buffer -> buffer.role() != Buffer.Role.TEMPORARY
                        || !uses.writers(buffer).isEmpty())
                .toList();
        return program.with(buffers, steps);
    }

    private static List<Step> live(List<Step> steps, Uses uses) {
        List<Step> live = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                List<Step> inner = live(sequence.steps(), uses);
                if (!inner.isEmpty()) {
                    live.add(new Step.Sequence(sequence.origin(), sequence.axis(), inner));
                }
            } else if (isLive((Step.Nest) step, uses)) {
                live.add(step);
            }
        }
        return live;
    }

    private static boolean isLive(Step.Nest nest, Uses uses) {
        Buffer target = nest.target().buffer();
        return target.role() != Buffer.Role.TEMPORARY || !uses.readers(target).isEmpty();
    }
}
