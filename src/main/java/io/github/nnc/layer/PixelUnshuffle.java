package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code pixel_unshuffle factor}: pixels become channels, PyTorch's {@code PixelUnshuffle}. */
record PixelUnshuffle(long factor) implements Layer {

    static final LayerType TYPE = new LayerType(
            "pixel_unshuffle",
            "Takes an image apart into factor * factor smaller ones, one behind the other: `pixel_shuffle` backwards.",
            "`channels x height x width` to `channels*factor*factor x height/factor x width/factor`",
            "input 3x8x8; pixel_unshuffle 2",
            LayerType.Role.CHAIN,
            false,
            List.of(Pixels.FACTOR),
            arguments -> new PixelUnshuffle(arguments.whole("factor")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Pixels.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        for (int i = 1; i <= 2; i++) {
            long length = shape.extent(i).max();
            if (length % factor != 0) {
                return inference.reject(Diagnostic.of(
                                Code.NOT_DIVISIBLE,
                                inference.place("factor"),
                                "`pixel_unshuffle " + factor + "` needs a " + Spatial.axis(i - 1, 2)
                                        + " that is a multiple of " + factor + ", but receives " + length)
                        .withNote(length + " = " + factor + " * " + length / factor + " + " + length % factor));
            }
        }
        long channels = shape.extent(0).max();
        if (channels > Long.MAX_VALUE / (factor * factor)) {
            return inference.reject(Diagnostic.of(
                    Code.NUMBER_TOO_LARGE,
                    inference.place(),
                    channels + " * " + factor * factor + " channels are too many"));
        }
        long height = shape.extent(1).max() / factor;
        long width = shape.extent(2).max() / factor;
        inference.explain(channels + " * " + factor * factor + " = " + channels * factor * factor + " channels");
        return List.of(TensorType.floats(Shape.of(channels * factor * factor, height, width)));
    }

    @Override
    public void lower(Lowering lowering) {
        Pixels.lower(lowering, lowering.inputShape(), factor, false);
    }
}
