package io.github.nnc.kernel;

import io.github.nnc.tensor.Extent;
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

    /** The elements of a buffer in their order, one dimension for each axis, whatever the shape of the buffer. */
    public static Access walk(Buffer buffer, List<Axis> axes) {
        List<Extent> view = axes.stream().map(Axis::extent).toList();
        return new Access(buffer, new Shape(view), KernelBuilder.indices(axes), OptionalDouble.empty());
    }

    /** A load that yields {@code outside} where an index leaves the buffer, unguarded where none ever does. */
    public static Access padded(Buffer buffer, List<? extends Index> indices, double outside) {
        boolean leaves = false;
        for (int i = 0; i < indices.size(); i++) {
            leaves |= mayLeave(indices.get(i), Index.of(buffer.shape().extent(i)));
        }
        OptionalDouble guard = leaves ? OptionalDouble.of(outside) : OptionalDouble.empty();
        return new Access(buffer, buffer.shape(), List.copyOf(indices), guard);
    }

    /** Whether it moves with an axis. */
    public boolean dependsOn(Axis axis) {
        return indices.stream().anyMatch(index -> index.dependsOn(axis));
    }

    /**
     * Which of the rows along a dimension it lies in, in the order of the other dimensions, lengths at their largest; all
     * indices but that one are affine.
     */
    public Index.Affine row(int dimension) {
        Index.Affine row = Index.of(0);
        for (int i = 0; i < indices.size(); i++) {
            if (i != dimension) {
                row = row.times(view.extent(i).max()).plus((Index.Affine) indices.get(i));
            }
        }
        return row;
    }

    private static boolean mayLeave(Index index, Index.Affine end) {
        if (index instanceof Index.FloorDivision division) {
            return mayLeave(division.numerator(), end.times(division.divisor()));
        }
        return !(index instanceof Index.Affine affine)
                || affine.least() < 0
                || affine.minus(end).most() >= 0;
    }
}
