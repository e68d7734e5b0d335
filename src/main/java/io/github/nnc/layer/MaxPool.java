package io.github.nnc.layer;

import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code maxpool kernel}: PyTorch's {@code MaxPool1d}, {@code MaxPool2d}, {@code MaxPool3d} by the rank of the input. */
record MaxPool(Sliding sliding) implements Windowed {

    static final LayerType TYPE = new LayerType(
            "maxpool",
            "The largest number of each window, channel by channel.",
            Pooling.SHAPE_RULE,
            "input 3x32x32; maxpool 2",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Pooling.KERNEL,
                    Pooling.STRIDE,
                    Pooling.padding("what is around the input, which is never the largest"),
                    Conv.DILATION,
                    Pooling.CEIL_MODE),
            arguments -> new MaxPool(Pooling.sliding(arguments, arguments.sizes("dilation"))));

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Pooling.outputs(inference, sliding);
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    public List<Window> windows(Shape input) {
        return sliding.windows(input);
    }

    @Override
    public void lower(Lowering lowering) {
        Taps taps = Taps.of(
                sliding.windows(lowering.inputShape()),
                Spatial.lengths(lowering.output().shape()));
        Pooling.reduce(lowering, taps, Double.NEGATIVE_INFINITY, Step.Reduction.MAXIMUM, largest -> largest);
    }
}
