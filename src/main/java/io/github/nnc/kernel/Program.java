package io.github.nnc.kernel;

import java.util.List;

/**
 * A whole forward pass: its buffers (each used one, inputs and outputs first, in the model's order), its steps, and what
 * it counts from call to call.
 */
public record Program(List<Buffer> buffers, List<Step> steps, List<Counter> counters) {

    public Program {
        buffers = List.copyOf(buffers);
        steps = List.copyOf(steps);
        counters = List.copyOf(counters);
    }

    /** A program whose calls know nothing of each other. */
    public Program(List<Buffer> buffers, List<Step> steps) {
        this(buffers, steps, List.of());
    }

    /** The same, rewritten. */
    public Program with(List<Buffer> buffers, List<Step> steps) {
        return new Program(buffers, steps, counters);
    }

    /** Whether a call depends on those before it. */
    public boolean carries() {
        return !counters.isEmpty() || !buffers(Buffer.Role.STATE).isEmpty();
    }

    public List<Buffer> buffers(Buffer.Role role) {
        return buffers.stream().filter(buffer -> buffer.role() == role).toList();
    }
}
