package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code depthwise kernel}: a convolution of each channel by itself, PyTorch's {@code Conv2d} of as many groups. */
record Depthwise(Sliding sliding, long multiplier, boolean bias) implements Windowed {

    static final LayerType TYPE = new LayerType(
                    "depthwise",
                    "Slides filters over each channel by itself: `conv` with as many groups as channels.",
                    "`channels x length` to `channels*multiplier x windows`, likewise for images and volumes",
                    "input 8x32x32; depthwise 3 padding=same relu6",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(
                            Parameter.sizes("kernel", 1, "the size of a filter along each axis"),
                            Conv.STRIDE,
                            Conv.PADDING,
                            Conv.DILATION,
                            Parameter.whole("multiplier", 1, "how many channels are made of each")
                                    .defaultingTo(new ArgumentValue.Whole(1)),
                            Parameter.flag("bias", true, "whether a learned number is added to each channel")),
                    arguments -> new Depthwise(
                            Conv.sliding(arguments), arguments.whole("multiplier"), arguments.flag("bias")))
            .withTensors(List.of("weight", "bias"));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Spatial.required(inference) || !Spatial.channelsRequired(inference)) {
            return List.of();
        }
        long in = inference.shape().extent(0).max();
        if (Math.multiplyHigh(in, multiplier) != 0 || in * multiplier < 0) {
            return inference.reject(Diagnostic.of(
                    Code.NUMBER_TOO_LARGE,
                    inference.place("multiplier"),
                    in + " * " + multiplier + " channels are too many"));
        }
        Optional<List<Extent>> counts = sliding.counts(inference);
        if (counts.isEmpty()) {
            return List.of();
        }
        return List.of(TensorType.floats(Spatial.shape(Extent.of(in * multiplier), counts.get())));
    }

    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        return filters(inputs.get(0).shape()).weights();
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
        filters(lowering.inputShape()).lower(lowering);
    }

    private Filters filters(Shape input) {
        long groups = input.extent(0).max();
        return new Filters(input, groups * multiplier, groups, windows(input), bias);
    }
}
