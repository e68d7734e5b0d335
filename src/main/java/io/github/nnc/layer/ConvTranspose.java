package io.github.nnc.layer;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code conv_transpose channels kernel}: PyTorch's {@code ConvTranspose1d}, {@code ConvTranspose2d},
 * {@code ConvTranspose3d} by the rank of the input.
 */
record ConvTranspose(long channels, Spreading spreading, long groups, boolean bias) implements Filtering, Transposing {

    static final LayerType TYPE = new LayerType(
                    "conv_transpose",
                    "Spreads each value of a sequence, an image or a volume by filters: a convolution backwards, which"
                            + " enlarges.",
                    "`in x length` to `channels x length'`, likewise for images and volumes; along each axis the"
                            + " length becomes `(length - 1)*stride - padding + dilation*(kernel - 1) + 1 +"
                            + " output_padding`",
                    "input 8x16x16; conv_transpose 4 2 stride=2",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(
                            Parameter.whole("channels", 1, "how many channels the output has"),
                            Parameter.sizes("kernel", 1, "the size of a filter along each axis"),
                            Parameter.sizes("stride", 1, "how far apart neighbouring values come to lie")
                                    .defaultingTo(new ArgumentValue.Sizes(List.of(1L))),
                            Parameter.padding(
                                    "padding",
                                    List.of(Padding.VALID, Padding.SAME),
                                    "how much of the output is left out around it; for each side in the order left,"
                                            + " right or top, bottom, left, right; `valid` is none, `same` leaves the"
                                            + " length times the stride"),
                            Parameter.sizes(
                                            "output_padding",
                                            0,
                                            "how much is added behind the output along each axis, less than stride or"
                                                    + " dilation")
                                    .defaultingTo(new ArgumentValue.Sizes(List.of(0L))),
                            Parameter.whole(
                                            "groups",
                                            1,
                                            "into how many groups of channels, apart from each other, it is split")
                                    .defaultingTo(new ArgumentValue.Whole(1)),
                            Parameter.flag("bias", true, "whether a learned number is added to each channel"),
                            Conv.DILATION),
                    arguments -> new ConvTranspose(
                            arguments.whole("channels"),
                            new Spreading(
                                    arguments.sizes("kernel"),
                                    arguments.sizes("stride"),
                                    arguments.sizes("dilation"),
                                    Padding.of(arguments.padding("padding")),
                                    arguments.sizes("output_padding")),
                            arguments.whole("groups"),
                            arguments.flag("bias")))
            .withTensors(List.of("weight", "bias"));

    @Override
    public Optional<List<Extent>> lengths(Inference inference) {
        return spreading.lengths(inference);
    }

    /** Both start evenly within 1/sqrt(channels of a group * kernel): PyTorch's {@code _ConvNd.reset_parameters}. */
    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        Shape input = inputs.get(0).shape();
        List<Extent> extents = new ArrayList<>();
        extents.add(input.extent(0));
        extents.add(Extent.of(channels / groups));
        windows(input).forEach(window -> extents.add(Extent.of(window.kernel())));
        Shape shape = new Shape(extents);
        double seen = shape.elements().doubleValue() / input.extent(0).max();
        Initialisation start = Initialisation.uniform(1 / Math.sqrt(seen));
        List<WeightSpec> weights = new ArrayList<>();
        weights.add(new WeightSpec("weight", shape, start));
        if (bias) {
            weights.add(new WeightSpec("bias", Shape.of(channels), start));
        }
        return weights;
    }

    @Override
    public List<TransposedWindow> windows(Shape input) {
        return spreading.windows(input);
    }

    @Override
    public void lower(Lowering lowering) {
        new TransposedFilters(lowering, channels, groups, windows(lowering.inputShape()), bias).lower();
    }
}
