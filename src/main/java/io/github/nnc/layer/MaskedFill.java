package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code masked_fill mask=m value=v}: v where the mask is not 0, elsewhere x; {@code torch.masked_fill}. */
record MaskedFill(int mask, double value) implements Layer {

    static final LayerType TYPE = new LayerType(
            "masked_fill",
            "A number in the place of each that a mask covers.",
            "any shape, with a mask of the same, in which a dimension of 1 stretches",
            "x: input 3x4; greater 0.5; seen: identity; from x; masked_fill mask=seen value=-1e9; softmax",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.value("mask", "a labelled value, which covers where it is not 0")
                            .needed(),
                    Parameter.real("value", "what stands where the mask covers").onlyByName()),
            arguments -> new MaskedFill(arguments.input("mask").orElseThrow(), arguments.real("value")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
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
        Expression covered = Broadcast.load(lowering.inputs().get(mask), axes);
        Expression filled = new Expression.Select(
                Expression.Comparison.EQUAL,
                covered,
                Expression.constant(0),
                Broadcast.load(lowering.input(), axes),
                Expression.constant(value));
        lowering.kernels().map(axes, filled, lowering.store(axes));
    }
}
