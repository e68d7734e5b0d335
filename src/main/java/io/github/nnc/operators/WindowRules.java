package io.github.nnc.operators;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Convolutions and pools. */
final class WindowRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "Conv", OperatorRule.of(WindowRules::conv),
            "MaxPool", OperatorRule.of(WindowRules::maxpool),
            "GlobalAveragePool", OperatorRule.of(call -> global(call, "global_avgpool")),
            "GlobalMaxPool", OperatorRule.of(call -> global(call, "global_maxpool")));

    private WindowRules() {}

    private static Operand conv(OperatorCall call) {
        Layers layers = call.layers();
        Operand weight = call.input(1);
        List<Long> extents = layers.fixed(weight, "the weight");
        List<Long> kernel = extents.subList(2, extents.size());
        if (call.wholes("kernel_shape").filter(shape -> !shape.equals(kernel)).isPresent()) {
            throw new Unsupported("`kernel_shape` is not that of the weight");
        }
        long groups = call.whole("group", 1);
        List<Long> strides = call.wholes("strides").orElse(ones(kernel));
        List<Long> dilations = call.wholes("dilations").orElse(ones(kernel));
        Flowing x = call.flowing(0);
        List<Long> padding = padding(call, x, kernel, strides, dilations);
        Optional<Operand> bias = call.optional(2);
        return layers.eachExample(x, example -> {
            LayerBuilder conv = layers.layer("conv")
                    .whole("channels", extents.get(0))
                    .sizes("kernel", kernel)
                    .sizes("stride", strides)
                    .with("padding", amounts(padding))
                    .sizes("dilation", dilations)
                    .whole("groups", groups)
                    .flag("bias", bias.isPresent())
                    .tensor("weight", weight)
                    .input(example);
            bias.ifPresent(summand -> conv.tensor("bias", summand));
            return conv.one();
        });
    }

    static List<Long> ones(List<Long> kernel) {
        return Collections.nCopies(kernel.size(), 1L);
    }

    /** Amounts as the language writes them: one for all, one for each axis, or before and behind of each axis. */
    static ArgumentValue amounts(List<Long> beginsThenEnds) {
        int axes = beginsThenEnds.size() / 2;
        List<Long> begins = beginsThenEnds.subList(0, axes);
        List<Long> ends = beginsThenEnds.subList(axes, 2 * axes);
        if (!begins.equals(ends)) {
            List<Long> sides = new ArrayList<>();
            for (int i = 0; i < axes; i++) {
                sides.add(begins.get(i));
                sides.add(ends.get(i));
            }
            return new ArgumentValue.Sizes(sides);
        }
        boolean alike = begins.stream().distinct().count() == 1;
        return new ArgumentValue.Sizes(alike ? begins.subList(0, 1) : begins);
    }

    /** What is around the input, before all axes, then behind them; {@code auto_pad} is worked out. */
    static List<Long> padding(
            OperatorCall call, Flowing x, List<Long> kernel, List<Long> strides, List<Long> dilations) {
        String automatic = call.text("auto_pad", "NOTSET");
        int axes = kernel.size();
        List<Long> none = Collections.nCopies(2 * axes, 0L);
        Optional<List<Long>> written = call.wholes("pads");
        if (automatic.equals("NOTSET")) {
            return written.orElse(none);
        }
        if (automatic.equals("VALID")) {
            return none;
        }
        List<Long> lengths = call.layers().fixed(x, "what arrives");
        List<Long> begins = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            long length = lengths.get(lengths.size() - axes + i);
            long count = Math.floorDiv(length + strides.get(i) - 1, strides.get(i));
            long reach = (count - 1) * strides.get(i) + (kernel.get(i) - 1) * dilations.get(i) + 1;
            long total = Math.max(0, reach - length);
            long less = total / 2;
            boolean upper = automatic.equals("SAME_UPPER");
            begins.add(upper ? less : total - less);
            ends.add(upper ? total - less : less);
        }
        begins.addAll(ends);
        return begins;
    }

    private static Operand maxpool(OperatorCall call) {
        Layers layers = call.layers();
        List<Long> kernel =
                call.wholes("kernel_shape").orElseThrow(() -> new Unsupported("attribute `kernel_shape` is missing"));
        List<Long> strides = call.wholes("strides").orElse(ones(kernel));
        List<Long> dilations = call.wholes("dilations").orElse(ones(kernel));
        boolean ceil = call.flag("ceil_mode", false);
        call.ignore("storage_order");
        Flowing x = call.flowing(0);
        List<Long> padding = padding(call, x, kernel, strides, dilations);
        return layers.eachExample(
                x,
                example -> pool(layers, "maxpool", kernel, strides, padding, ceil)
                        .sizes("dilation", dilations)
                        .input(example)
                        .one());
    }

    /** A pool without its input; a stride like the kernel is left out. */
    static LayerBuilder pool(
            Layers layers, String type, List<Long> kernel, List<Long> strides, List<Long> padding, boolean ceil) {
        LayerBuilder pool = layers.layer(type).sizes("kernel", kernel);
        if (!strides.equals(kernel)) {
            pool.sizes("stride", strides);
        }
        return pool.with("padding", amounts(padding)).flag("ceil_mode", ceil);
    }

    /** The result keeps its dimensions with the length 1. */
    private static Operand global(OperatorCall call, String layer) {
        Layers layers = call.layers();
        int axes = layers.rank(call.input(0)) - 2;
        return layers.eachExample(call.flowing(0), example -> {
            Flowing pooled = layers.map(layer, example);
            for (int i = 0; i < axes; i++) {
                pooled = layers.flowing(layers.unsqueeze(pooled, layers.rank(pooled)));
            }
            return pooled;
        });
    }
}
