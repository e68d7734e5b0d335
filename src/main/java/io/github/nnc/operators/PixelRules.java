package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that make pixels of channels, and channels of pixels. */
final class PixelRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "DepthToSpace", OperatorRule.of(PixelRules::depthToSpace),
            "SpaceToDepth", OperatorRule.of(PixelRules::spaceToDepth));

    private PixelRules() {}

    /** In the order CRD this is the shuffle of PyTorch; in the order DCR the places of a block stand before channels. */
    private static Operand depthToSpace(OperatorCall call) {
        Layers layers = call.layers();
        long block = block(call);
        String mode = call.text("mode", "DCR");
        if (!mode.equals("DCR") && !mode.equals("CRD")) {
            throw new Unsupported("`mode` is " + mode);
        }
        return layers.eachExample(call.flowing(0), example -> {
            List<Long> extents = extents(example, block * block, 1);
            long channels = extents.get(0) / (block * block);
            long height = extents.get(1);
            long width = extents.get(2);
            if (mode.equals("CRD") || channels == 1) {
                return layers.layer("pixel_shuffle")
                        .whole("factor", block)
                        .input(example)
                        .one();
            }
            return relaid(
                    layers,
                    example,
                    List.of(block, block, channels, height, width),
                    List.of(2L, 3L, 0L, 4L, 1L),
                    List.of(channels, height * block, width * block));
        });
    }

    /** The places of a block stand before the channels, other than in PyTorch. */
    private static Operand spaceToDepth(OperatorCall call) {
        Layers layers = call.layers();
        long block = block(call);
        return layers.eachExample(call.flowing(0), example -> {
            List<Long> extents = extents(example, 1, block);
            long channels = extents.get(0);
            long height = extents.get(1) / block;
            long width = extents.get(2) / block;
            if (channels == 1) {
                return layers.layer("pixel_unshuffle")
                        .whole("factor", block)
                        .input(example)
                        .one();
            }
            return relaid(
                    layers,
                    example,
                    List.of(channels, height, block, width, block),
                    List.of(2L, 4L, 0L, 1L, 3L),
                    List.of(channels * block * block, height, width));
        });
    }

    private static long block(OperatorCall call) {
        long block = call.whole("blocksize").orElseThrow(() -> new Unsupported("attribute `blocksize` is missing"));
        if (block < 1 || block > Integer.MAX_VALUE) {
            throw new Unsupported("`blocksize` is " + block);
        }
        return block;
    }

    /** Of an image whose channels, and whose height and width, are multiples of some numbers. */
    private static List<Long> extents(Flowing image, long ofChannels, long ofLengths) {
        List<Extent> extents = image.shape().extents();
        boolean fits = extents.size() == 3 && image.shape().isFixed();
        for (int i = 0; i < 3 && fits; i++) {
            fits = extents.get(i).max() % (i == 0 ? ofChannels : ofLengths) == 0;
        }
        if (!fits) {
            throw new Unsupported("`blocksize` does not fit a value of " + image.shape() + " without its batch");
        }
        return extents.stream().map(Extent::max).toList();
    }

    private static Flowing relaid(Layers layers, Flowing x, List<Long> split, List<Long> order, List<Long> merged) {
        Flowing apart = layers.inside(x, sized(split));
        Flowing turned =
                layers.layer("permute").wholes("axes", order).input(apart).one();
        return layers.inside(turned, sized(merged));
    }

    private static List<Optional<Extent>> sized(List<Long> extents) {
        List<Optional<Extent>> sized = new ArrayList<>();
        extents.forEach(extent -> sized.add(Optional.of(Extent.of(extent))));
        return sized;
    }
}
