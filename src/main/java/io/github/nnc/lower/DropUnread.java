package io.github.nnc.lower;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Dead code elimination: removes nests that no output and no state of a later call depends on. */
final class DropUnread implements Pass {

    @Override
    public Program apply(Program program) {
        Set<Buffer> live = live(program);
        List<Buffer> buffers = new ArrayList<>(program.buffers());
        buffers.removeIf(buffer -> buffer.role() == Buffer.Role.TEMPORARY && !live.contains(buffer));
        return program.with(buffers, remaining(program.steps(), live));
    }

    /** What a nest reads is live if what it writes is. */
    private static Set<Buffer> live(Program program) {
        Set<Buffer> live = Collections.newSetFromMap(new IdentityHashMap<>());
        live.addAll(program.buffers(Buffer.Role.OUTPUT));
        live.addAll(program.buffers(Buffer.Role.STATE));
        List<Step.Nest> backwards = new ArrayList<>(Reads.nests(program.steps()));
        Collections.reverse(backwards);
        // a loop reads what an iteration before it left, so that one round is not always enough
        for (boolean grows = true; grows; ) {
            grows = false;
            for (Step.Nest nest : backwards) {
                if (live.contains(nest.target().buffer())) {
                    grows |= live.addAll(Uses.buffersRead(nest));
                }
            }
        }
        return live;
    }

    private static List<Step> remaining(List<Step> steps, Set<Buffer> live) {
        List<Step> remaining = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                List<Step> inner = remaining(sequence.steps(), live);
                if (!inner.isEmpty()) {
                    remaining.add(new Step.Sequence(sequence.origin(), sequence.axis(), inner));
                }
            } else if (live.contains(((Step.Nest) step).target().buffer())) {
                remaining.add(step);
            }
        }
        return remaining;
    }
}
