package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A join that combines its values number by number, from left to right. */
interface ElementwiseJoin extends Layer {

    /** What stands in the place of a second value. */
    OptionalDouble number();

    Expression combine(Expression left, Expression right);

    @Override
    default List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Optional<Shape> shape = Broadcast.shape(inference);
        return shape.isEmpty() ? List.of() : List.of(TensorType.floats(shape.get()));
    }

    @Override
    default Reading reading() {
        return Reading.SAME;
    }

    @Override
    default void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        Expression result = Broadcast.load(lowering.input(), axes);
        for (Buffer next : lowering.inputs().subList(1, lowering.inputs().size())) {
            result = combine(result, Broadcast.load(next, axes));
        }
        if (number().isPresent()) {
            result = combine(result, new Expression.Constant(number().getAsDouble()));
        }
        lowering.kernels().map(axes, result, lowering.store(axes));
    }
}
