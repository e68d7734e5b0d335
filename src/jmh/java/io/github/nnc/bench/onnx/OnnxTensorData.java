package io.github.nnc.bench.onnx;

import java.util.List;

/** A constant of a graph: float values in row-major order, as many as its dimensions multiply to; not copied. */
public record OnnxTensorData(String name, List<Long> dimensions, float[] values) {

    public OnnxTensorData {
        dimensions = List.copyOf(dimensions);
        long count = dimensions.stream().reduce(1L, Math::multiplyExact);
        if (count != values.length) {
            throw new IllegalArgumentException(name + " is " + dimensions + " but has " + values.length + " values");
        }
    }
}
