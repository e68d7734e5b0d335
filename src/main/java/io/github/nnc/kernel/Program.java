package io.github.nnc.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A whole forward pass: its buffers (each used one, inputs and outputs first, in the model's order), its steps, and what
 * it counts from call to call.
 *
 * @param preparation what runs once, before the first pass: it reads weights and constants, and writes constants
 * @param steps what runs in every pass
 */
public record Program(List<Buffer> buffers, List<Step> preparation, List<Step> steps, List<Counter> counters) {

    public Program {
        buffers = List.copyOf(buffers);
        preparation = List.copyOf(preparation);
        steps = List.copyOf(steps);
        counters = List.copyOf(counters);
    }

    /** A program whose calls know nothing of each other. */
    public Program(List<Buffer> buffers, List<Step> steps) {
        this(buffers, List.of(), steps, List.of());
    }

    /** The same, rewritten. */
    public Program with(List<Buffer> buffers, List<Step> steps) {
        return new Program(buffers, preparation, steps, counters);
    }

    /** Whether a call depends on those before it. */
    public boolean carries() {
        return !counters.isEmpty() || !buffers(Buffer.Role.STATE).isEmpty();
    }

    public List<Buffer> buffers(Buffer.Role role) {
        return buffers.stream().filter(buffer -> buffer.role() == role).toList();
    }

    /** The weights and constants that a pass reads, in the order of the buffers. */
    public List<Buffer> parameters() {
        Set<Buffer> read = Collections.newSetFromMap(new IdentityHashMap<>());
        Reads.nests(steps).forEach(nest -> Reads.of(nest).forEach(access -> read.add(access.buffer())));
        List<Buffer> parameters = new ArrayList<>(buffers);
        parameters.removeIf(buffer -> !buffer.isParameter() || !read.contains(buffer));
        return parameters;
    }
}
