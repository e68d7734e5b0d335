package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code pixel_shuffle factor}: channels become pixels, PyTorch's {@code PixelShuffle} (Shi et al., 2016). */
record PixelShuffle(long factor) implements Layer {

    static final LayerType TYPE = new LayerType(
            "pixel_shuffle",
            "Lays factor * factor channels side by side as the pixels of one that is larger.",
            "`channels*factor*factor x height x width` to `channels x height*factor x width*factor`",
            "input 12x8x8; pixel_shuffle 2",
            LayerType.Role.CHAIN,
            false,
            List.of(Pixels.FACTOR),
            arguments -> new PixelShuffle(arguments.whole("factor")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Pixels.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        long channels = shape.extent(0).max();
        long square = factor * factor;
        if (channels % square != 0) {
            return inference.reject(Diagnostic.of(
                            Code.NOT_DIVISIBLE,
                            inference.place("factor"),
                            "`pixel_shuffle " + factor + "` needs a multiple of " + factor + "*" + factor + " = "
                                    + square + " channels, but receives " + channels)
                    .withNote(channels + " = " + square + " * " + channels / square + " + " + channels % square));
        }
        long height = shape.extent(1).max();
        long width = shape.extent(2).max();
        if (Math.max(height, width) > Long.MAX_VALUE / factor) {
            return inference.reject(Diagnostic.of(
                    Code.NUMBER_TOO_LARGE,
                    inference.place(),
                    "an image of " + factor + " times that size is too large"));
        }
        inference.explain(channels + " / " + square + " = " + channels / square + " channels");
        return List.of(TensorType.floats(Shape.of(channels / square, height * factor, width * factor)));
    }

    @Override
    public void lower(Lowering lowering) {
        Pixels.lower(lowering, lowering.output().shape(), factor, true);
    }
}
