package io.github.nnc.layer;

import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code identity}: the value itself; a place for a label. */
record Identity() implements Reshaping {

    static final LayerType TYPE = new LayerType(
            "identity",
            "The value itself, so that a label can name it.",
            "any shape to the same",
            "input 3; start: identity; dense 3; add start",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Identity());

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Floats.required(inference) ? List.of(inference.input()) : List.of();
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }
}
