package io.github.nnc.bench.onnx;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An operator between named values, with whole numbers as attributes. */
public record OnnxNode(String operator, List<String> inputs, List<String> outputs, SortedMap<String, Long> attributes) {

    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    public static OnnxNode of(String operator, List<String> inputs, String output) {
        return new OnnxNode(operator, inputs, List.of(output), Collections.emptySortedMap());
    }

    public OnnxNode with(String attribute, long value) {
        SortedMap<String, Long> more = new TreeMap<>(attributes);
        more.put(attribute, value);
        return new OnnxNode(operator, inputs, outputs, more);
    }
}
