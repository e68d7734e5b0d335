package io.github.nnc.bench.forks;

import io.github.nnc.bench.Quartiles;
import io.github.nnc.bench.models.Prepared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What forks found of one network and one size of batch. */
public final class Speed {

    private final Prepared prepared;
    private final int batch;
    private final Map<String, List<Double>> times = new HashMap<>();
    private final Map<String, List<Double>> ratios = new HashMap<>();
    private final Map<String, String> targets = new HashMap<>();
    private final Map<String, String> absent = new TreeMap<>();

    public Speed(Prepared prepared, int batch) {
        this.prepared = prepared;
        this.batch = batch;
    }

    /** How often a sample adds a product to a sum. */
    public double multiplyAdds() {
        return prepared.multiplyAdds().doubleValue();
    }

    /** What weights take in memory. */
    public double weightBytes() {
        return prepared.weightBytes();
    }

    public int batch() {
        return batch;
    }

    /** One more fork; seconds to warm up each contender and to measure all. */
    public void fork(double warm, double measure) throws IOException {
        List<String> arguments = List.of(
                prepared.folder().toString(),
                Integer.toString(prepared.tokens()),
                Integer.toString(batch),
                Double.toString(warm),
                Double.toString(measure));
        for (String[] line : Child.run(Fork.class, Child.options(), arguments)) {
            if (line.length == 3) {
                take(line[0], line[1], line[2]);
            }
        }
    }

    private void take(String kind, String name, String value) {
        switch (kind) {
            case "time" -> times.computeIfAbsent(name, key -> new ArrayList<>()).add(Double.valueOf(value));
            case "ratio" ->
                ratios.computeIfAbsent(name, key -> new ArrayList<>()).add(Double.valueOf(value));
            case "target" -> targets.put(name, value);
            case "absent" -> absent.put(name, value);
            default -> {} // what libraries print
        }
    }

    /** Nanoseconds a sample, over forks. */
    public Optional<Quartiles> time(String name) {
        return Optional.ofNullable(times.get(name)).map(Quartiles::of);
    }

    /** How many times faster than ONNX Runtime, over forks. */
    public Optional<Quartiles> ratio(String name) {
        return Optional.ofNullable(ratios.get(name)).map(Quartiles::of);
    }

    /** Which target of nnc ran in the end. */
    public Optional<String> target(String name) {
        return Optional.ofNullable(targets.get(name));
    }

    /** Who did not run, and why. */
    public Map<String, String> absent() {
        return absent;
    }
}
