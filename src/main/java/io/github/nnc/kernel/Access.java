package io.github.nnc.kernel;

import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An element of a buffer, one index for each dimension of {@code view}: the buffer's own shape, or another shape of as
 * many values in the same row-major order. Where {@code outside} is given, an index may leave the view and the load
 * yields that number instead (padding).
 */
public record Access(Buffer buffer, Shape view, List<Index> indices, OptionalDouble outside) {

    public Access {
        indices = List.copyOf(indices);
        if (indices.size() != view.rank()) {
            throw new IllegalArgumentException(indices.size() + " indices into " + buffer + " seen as " + view);
        }
    }

    public static Access of(Buffer buffer, List<? extends Index> indices) {
        return new Access(buffer, buffer.shape(), List.copyOf(indices), OptionalDouble.empty());
    }
}
