package io.github.nnc.layer;

import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code dropout}: drops numbers at random in training (Srivastava et al., 2014); a forward pass leaves them alone. */
record Dropout(double p) implements Reshaping {

    static final LayerType TYPE = new LayerType(
            "dropout",
            "Drops numbers at random in training; the value itself in a forward pass.",
            "any shape to the same",
            "input 4; dense 8 relu; dropout 0.5; dense 3",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.real("p", 0.5, "how probably a number is dropped in training")
                    .between(0, 1)),
            arguments -> new Dropout(arguments.real("p")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Floats.required(inference) ? List.of(inference.input()) : List.of();
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }
}
