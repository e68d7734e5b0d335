package io.github.nnc.weights;

import io.github.nnc.tensor.Shape;
import java.math.BigInteger;

/** A tensor to be written: values in row-major order, as many as its shape has; the array is not copied. */
public record WeightTensor(String name, Shape shape, float[] values) {

    public WeightTensor {
        if (!shape.isFixed() || shape.elements().compareTo(BigInteger.valueOf(values.length)) != 0) {
            throw new IllegalArgumentException(name + " is " + shape + " but has " + values.length + " values");
        }
    }

    long[] extents() {
        return shape.extents().stream().mapToLong(extent -> extent.max()).toArray();
    }
}
