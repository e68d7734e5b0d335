package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** A layer that maps each number by itself; any shape. */
public interface Elementwise extends Layer {

    Expression apply(Expression x);

    @Override
    default List<TensorType> outputs(Inference inference) {
        return Floats.required(inference) ? List.of(inference.input()) : List.of();
    }

    @Override
    default Reading reading() {
        return Reading.SAME;
    }

    @Override
    default void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.inputShape());
        lowering.kernels().map(axes, apply(lowering.load(lowering.input(), axes)), lowering.store(axes));
    }
}
