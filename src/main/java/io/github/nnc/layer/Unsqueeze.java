package io.github.nnc.layer;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code unsqueeze axis}: puts in a dimension of 1. */
record Unsqueeze(long axis) implements Reshaping {

    static final LayerType TYPE = new LayerType(
            "unsqueeze",
            "Puts in a dimension of 1.",
            "`a x b` to `1 x a x b` with `axis=0`, to `a x b x 1` with `axis=-1`",
            "input 4; unsqueeze 0; dense 3",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.whole(
                    "axis",
                    -Integer.MAX_VALUE,
                    "which dimension of the result has the length 1; negative ones count from the last, which is -1")),
            arguments -> new Unsqueeze(arguments.whole("axis")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        List<Extent> extents = new ArrayList<>(inference.shape().extents());
        OptionalInt place =
                Axes.required(inference, axis, extents.size() + 1, inference.shape() + " with a dimension more");
        if (place.isEmpty()) {
            return List.of();
        }
        extents.add(place.getAsInt(), Extent.of(1));
        return List.of(TensorType.floats(new Shape(extents)));
    }
}
