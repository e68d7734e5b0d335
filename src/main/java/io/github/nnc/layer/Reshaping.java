package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A layer that leaves the row-major order of its numbers alone and at most sees it in another shape. */
interface Reshaping extends Layer {

    @Override
    default void lower(Lowering lowering) {
        Shape view = lowering.output().shape();
        List<Axis> axes = KernelBuilder.axes("i", view);
        Access read = new Access(lowering.input(), view, KernelBuilder.indices(axes), OptionalDouble.empty());
        lowering.kernels().map(axes, new Expression.Load(read), lowering.store(axes));
    }

    /** {@code 32*5*5 = 800}; the number alone where nothing is multiplied. */
    static String product(Shape shape) {
        String factors = shape.extents().stream().map(Extent::toString).collect(Collectors.joining("*"));
        return shape.rank() < 2 ? shape.elements().toString() : factors + " = " + shape.elements();
    }
}
