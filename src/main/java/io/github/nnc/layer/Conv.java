package io.github.nnc.layer;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code conv channels kernel}: PyTorch's {@code Conv1d}, {@code Conv2d}, {@code Conv3d} by the rank of the input. */
record Conv(long channels, Sliding sliding, long groups, boolean bias) implements Filtering, Windowed {

    static final Parameter STRIDE = Parameter.sizes("stride", 1, "how far one window is from the next")
            .defaultingTo(new ArgumentValue.Sizes(List.of(1L)));

    static final Parameter PADDING = Parameter.padding(
            "padding",
            List.of(Padding.VALID, Padding.SAME, Padding.CAUSAL),
            "zeros around the input; for each side in the order left, right or top, bottom, left, right; `valid` is"
                    + " none, `same` keeps the length where the stride is 1, `causal` puts all before");

    static final Parameter DILATION = Parameter.sizes(
                    "dilation", 1, "how far the values that a window sees are from each other")
            .defaultingTo(new ArgumentValue.Sizes(List.of(1L)));

    static final LayerType TYPE = new LayerType(
                    "conv",
                    "Slides filters over a sequence, an image or a volume; each makes one channel.",
                    "`in x length` to `channels x windows`, likewise for images and volumes; along each axis there are"
                            + " `floor((length + padding - dilation*(kernel - 1) - 1) / stride) + 1` windows",
                    "input 3x32x32; conv 16 3 padding=same relu",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(
                            Parameter.whole("channels", 1, "how many filters, hence channels of the output"),
                            Parameter.sizes("kernel", 1, "the size of a filter along each axis"),
                            STRIDE,
                            PADDING,
                            DILATION,
                            Parameter.whole(
                                            "groups",
                                            1,
                                            "into how many groups of channels, apart from each other, it is split")
                                    .defaultingTo(new ArgumentValue.Whole(1)),
                            Parameter.flag("bias", true, "whether a learned number is added to each channel")),
                    arguments -> new Conv(
                            arguments.whole("channels"),
                            sliding(arguments),
                            arguments.whole("groups"),
                            arguments.flag("bias")))
            .withTensors(List.of("weight", "bias"));

    /** The windows of a convolution. */
    static Sliding sliding(Arguments arguments) {
        return new Sliding(
                arguments.sizes("kernel"),
                arguments.sizes("stride"),
                arguments.sizes("dilation"),
                Padding.of(arguments.padding("padding")),
                false);
    }

    @Override
    public Optional<List<Extent>> lengths(Inference inference) {
        return sliding.counts(inference);
    }

    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        return filters(inputs.get(0).shape()).weights();
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
        return new Filters(input, channels, groups, windows(input), bias);
    }
}
