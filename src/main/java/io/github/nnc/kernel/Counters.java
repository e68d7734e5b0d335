package io.github.nnc.kernel;

import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;

/** The counters of a program; whoever counts the same steps up to the same number shares one. Belongs to one thread. */
public final class Counters {

    private final List<Counter> counters = new ArrayList<>();

    /** The counter of steps of {@code step} at a time up to {@code capacity}: the one there is, or a new one. */
    public Counter of(Extent step, long capacity) {
        for (Counter counter : counters) {
            if (counter.step().equals(step) && counter.capacity() == capacity) {
                return counter;
            }
        }
        Counter counter = Counter.of(step, capacity);
        counters.add(counter);
        return counter;
    }

    public List<Counter> all() {
        return List.copyOf(counters);
    }
}
