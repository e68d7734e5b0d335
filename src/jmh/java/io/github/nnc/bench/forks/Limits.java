package io.github.nnc.bench.forks;

import io.github.nnc.bench.Quartiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What forks found of the machine's limits. */
public final class Limits {

    private final List<Double> arithmetic = new ArrayList<>();
    private final List<Double> cached = new ArrayList<>();
    private final List<Double> memory = new ArrayList<>();
    private String kernels = "";

    /** One more fork. */
    public void fork() throws IOException {
        for (String[] line : Child.run(Peak.class, Child.options(), List.of())) {
            if (line.length == 5 && line[0].equals("peak")) {
                kernels = line[1];
                arithmetic.add(Double.valueOf(line[2]));
                cached.add(Double.valueOf(line[3]));
                memory.add(Double.valueOf(line[4]));
            }
        }
    }

    /** By what it was measured. */
    public String kernels() {
        return kernels;
    }

    /** GFLOP/s. */
    public Quartiles arithmetic() {
        return Quartiles.of(arithmetic);
    }

    /** GB/s from the second level of cache. */
    public Quartiles cached() {
        return Quartiles.of(cached);
    }

    /** GB/s from memory. */
    public Quartiles memory() {
        return Quartiles.of(memory);
    }
}
