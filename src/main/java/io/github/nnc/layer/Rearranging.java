package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import java.util.List;

/** A layer each of whose outputs is one of its inputs, found elsewhere. */
interface Rearranging extends Layer {

    /** Where the output at the axes is found in a value of the shape that arrives. */
    List<Index> source(Shape arriving, List<Axis> axes);

    @Override
    default void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        Access read = Access.of(lowering.input(), source(lowering.inputShape(), axes));
        lowering.kernels().map(axes, new Expression.Load(read), lowering.store(axes));
    }
}
