package io.github.nnc.testing;

import java.util.Arrays;

/** Numbers with a shape, row-major. */
public record Tensor(int[] shape, double[] data) {

    public Tensor {
        if (size(shape) != data.length) {
            throw new IllegalArgumentException(data.length + " values of shape " + Arrays.toString(shape));
        }
    }

    static int size(int... shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    int rank() {
        return shape.length;
    }

    double at(int... indices) {
        return data[offset(indices)];
    }

    int offset(int... indices) {
        int at = 0;
        for (int d = 0; d < shape.length; d++) {
            at = at * shape[d] + indices[d];
        }
        return at;
    }

    /** The indices of the value at a place of the data. */
    int[] indices(int offset) {
        int[] indices = new int[shape.length];
        for (int d = shape.length - 1, rest = offset; d >= 0; d--) {
            indices[d] = rest % shape[d];
            rest /= shape[d];
        }
        return indices;
    }
}
