package io.github.nnc.bench.onnx;

import java.util.List;

/** An input or an output of a graph, of floats. */
public record OnnxValue(String name, List<Long> dimensions) {

    public OnnxValue {
        dimensions = List.copyOf(dimensions);
    }
}
