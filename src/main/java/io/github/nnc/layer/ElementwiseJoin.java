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

    /** More values than these are combined in several steps, since expressions are walked by recursion. */
    int MOST_AT_ONCE = 64;

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
        for (int i = 1; i < lowering.inputs().size(); i++) {
            result = combine(result, Broadcast.load(lowering.inputs().get(i), axes));
            if (i % MOST_AT_ONCE == 0) {
                Buffer part = lowering.kernels()
                        .temporary("part" + i, lowering.output().shape());
                lowering.kernels().map(axes, result, lowering.element(part, axes));
                result = lowering.load(part, axes);
            }
        }
        if (number().isPresent()) {
            result = combine(result, new Expression.Constant(number().getAsDouble()));
        }
        lowering.kernels().map(axes, result, lowering.store(axes));
    }
}
