package io.github.nnc.kernel;

import java.util.List;

/** A whole forward pass: its buffers (each used one, inputs and outputs first, in the model's order) and its steps. */
public record Program(List<Buffer> buffers, List<Step> steps) {

    public Program {
        buffers = List.copyOf(buffers);
        steps = List.copyOf(steps);
    }

    public List<Buffer> buffers(Buffer.Role role) {
        return buffers.stream().filter(buffer -> buffer.role() == role).toList();
    }
}
