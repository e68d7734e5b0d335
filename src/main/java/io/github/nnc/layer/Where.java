package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code where a b}: a where the current value is not 0, otherwise b, element by element; {@code torch.where}. What is not
 * chosen has no part in the result, whatever it is.
 */
record Where() implements Layer {

    static final LayerType TYPE = new LayerType(
            "where",
            "The second value where the first is not 0, otherwise the third, element by element.",
            "three values of equal shape, in which a dimension of 1 stretches, to that shape",
            "a: input 4; greater 0; where < | from a | from a; exp >",
            LayerType.Role.JOIN,
            true,
            List.of(),
            arguments -> new Where());

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        if (inference.inputs().size() != 3) {
            List<Shape> shapes =
                    inference.inputs().stream().map(TensorType::shape).toList();
            return inference.reject(Diagnostic.of(
                            Code.SHAPES_DIFFER,
                            inference.place(),
                            "`where` takes a condition and two values, but receives " + Broadcast.list(shapes))
                    .withHelp("write `where a b`, where the current value is the condition, or `where < … | … | … >`"));
        }
        Optional<Shape> shape = Broadcast.shape(inference);
        return shape.isEmpty() ? List.of() : List.of(TensorType.floats(shape.get()));
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        List<Expression> values = lowering.inputs().stream()
                .map(buffer -> Broadcast.load(buffer, axes))
                .toList();
        Expression chosen = new Expression.Select(
                Expression.Comparison.EQUAL, values.get(0), Expression.constant(0), values.get(2), values.get(1));
        lowering.kernels().map(axes, chosen, lowering.store(axes));
    }
}
