package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code squeeze}: leaves out dimensions of 1. Other than in PyTorch an axis that is named must have the length 1, since
 * a dimension that stays where it should go is a mistake further on.
 */
record Squeeze(OptionalLong axis) implements Reshaping {

    private static final Extent ONE = Extent.of(1);

    static final LayerType TYPE = new LayerType(
            "squeeze",
            "Leaves out a dimension of 1, or all of them.",
            "`1 x a x 1` to `a`, with `axis=0` to `a x 1`",
            "input 1x4; squeeze; dense 3",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.axis(
                    "the dimension that is left out, whose length must be 1; without it all dimensions" + " of 1 are")),
            arguments -> new Squeeze(arguments.optionalWhole("axis")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        List<Extent> extents = new ArrayList<>(shape.extents());
        if (axis.isEmpty()) {
            extents.removeIf(ONE::equals);
            return List.of(TensorType.floats(new Shape(extents)));
        }
        OptionalInt place = Axes.required(inference, axis.getAsLong(), shape);
        if (place.isEmpty()) {
            return List.of();
        }
        Extent left = extents.remove(place.getAsInt());
        if (!left.equals(ONE)) {
            return inference.reject(Diagnostic.of(
                            Code.ELEMENTS_DIFFER,
                            inference.place("axis"),
                            "`squeeze` leaves out a dimension of 1, but axis " + axis.getAsLong() + " of " + shape
                                    + " is " + left)
                    .withHelp("take one of its places with `slice`, or reduce it with `mean`"));
        }
        return List.of(TensorType.floats(new Shape(extents)));
    }
}
