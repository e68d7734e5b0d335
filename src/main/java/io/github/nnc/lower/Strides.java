package io.github.nnc.lower;

import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How far it is, in row-major order and with all lengths at their largest, from one index of each dimension to the next.
 * A stride names a dimension whatever shape a buffer is seen in.
 */
record Strides(List<Long> each) {

    /** Of a shape whose number of elements fits into a {@code long}. */
    static Strides of(Shape shape) {
        List<Long> each = new ArrayList<>();
        long stride = 1;
        for (int d = shape.rank() - 1; d >= 0; d--) {
            each.add(0, stride);
            stride *= shape.extent(d).max();
        }
        return new Strides(List.copyOf(each));
    }

    /** The outermost dimension of a stride, which there must be. */
    int dimension(long stride) {
        int at = each.indexOf(stride);
        if (at < 0) {
            throw new IllegalStateException("no dimension of stride " + stride + " among " + each);
        }
        return at;
    }
}
