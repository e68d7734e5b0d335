package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code argmax}: where the largest number along an axis is, the first one of several; the axis is dropped. What it makes
 * are ids, as many of them possible as the axis has places.
 */
record Argmax(OptionalLong axis) implements Layer {

    static final LayerType TYPE = new LayerType(
            "argmax",
            "Where the largest number along an axis is, as an id from 0; of equal ones the first.",
            "`n` to one id; `tokens x n` to an id for each token",
            "input 4; dense 3; argmax",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.axis("the dimension that is searched and dropped; the last one of vectors and of tokens x"
                    + " features, to be given for anything larger")),
            arguments -> new Argmax(arguments.optionalWhole("axis")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        OptionalInt along = Axes.givenOrLast(inference, axis, shape);
        if (along.isEmpty()) {
            return List.of();
        }
        List<Extent> rest = new ArrayList<>(shape.extents());
        Extent places = rest.remove(along.getAsInt());
        return List.of(TensorType.ids(new Shape(rest), places.max()));
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        List<Axis> rest = new ArrayList<>(all);
        Axis along = rest.remove(Axes.position(axis.orElse(-1), all.size()));
        lowering.kernels()
                .reduce(
                        rest,
                        List.of(along),
                        Step.Reduction.ARGMAX,
                        lowering.load(lowering.input(), all),
                        place -> place,
                        lowering.store(rest));
    }
}
