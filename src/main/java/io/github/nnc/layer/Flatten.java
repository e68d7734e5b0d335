package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.math.BigInteger;
import java.util.List;

/** {@code flatten}: all numbers as one vector, the last dimension running fastest. */
record Flatten() implements Reshaping {

    static final LayerType TYPE = new LayerType(
            "flatten",
            "All numbers of a value as one vector, the last dimension running fastest.",
            "any fixed shape to a vector",
            "input 1x28x28; flatten; dense 10",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Flatten());

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (!shape.isFixed()) {
            Diagnostic misfit = Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            "`flatten` needs a fixed shape, but receives " + shape + ", whose length each call decides")
                    .withHelp("leave the dimensions apart, as `dense` does, which works along the last one");
            boolean tokens = shape.rank() == 2 && shape.last().isFixed();
            return inference.reject(
                    tokens
                            ? misfit.withHelp(
                                    "write `mean`, which makes one vector of any number of tokens, or `first` or"
                                            + " `last`",
                                    new Edit(inference.place(), "mean"))
                            : misfit);
        }
        if (shape.elements().compareTo(BigInteger.valueOf(Long.MAX_VALUE)) > 0) {
            return inference.reject(Diagnostic.of(
                            Code.NUMBER_TOO_LARGE, inference.place(), "the vector that `flatten` makes is too long")
                    .withNote(Reshaping.product(shape)));
        }
        if (shape.rank() > 1) {
            inference.explain(Reshaping.product(shape));
        }
        return List.of(TensorType.floats(Shape.of(shape.elements().longValueExact())));
    }
}
