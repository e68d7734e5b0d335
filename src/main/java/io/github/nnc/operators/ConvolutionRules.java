package io.github.nnc.operators;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Convolutions, and convolutions backwards. */
final class ConvolutionRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "Conv", OperatorRule.of(ConvolutionRules::conv),
            "ConvTranspose", OperatorRule.of(ConvolutionRules::transposed));

    private ConvolutionRules() {}

    private static Operand conv(OperatorCall call) {
        Layers layers = call.layers();
        List<Long> extents = weight(call);
        Windows windows = Windows.of(call, call.input(0), extents.subList(2, extents.size()));
        long groups =
                Windows.checked("group", List.of(call.whole("group", 1L)), 1).get(0);
        long channels = extents.get(0);
        boolean depthwise = groups > 1
                && channels % groups == 0
                && layers.extents(call.input(0)).get(1).equals(Extent.of(groups));
        return layers.eachExample(call.flowing(0), example -> {
            LayerBuilder conv = depthwise
                    ? layers.layer("depthwise").sizes("kernel", windows.kernel())
                    : layers.layer("conv").whole("channels", channels).sizes("kernel", windows.kernel());
            conv.sizes("stride", windows.strides())
                    .with("padding", windows.padding())
                    .sizes("dilation", windows.dilations());
            if (depthwise) {
                conv.whole("multiplier", channels / groups);
            } else {
                conv.whole("groups", groups);
            }
            return filtered(call, conv.input(example));
        });
    }

    /** The dimensions of the weight, whose kernel must be that of the attribute. */
    private static List<Long> weight(OperatorCall call) {
        List<Long> extents = call.layers().fixed(call.input(1), "the weight");
        if (extents.size() < 3) {
            throw new Unsupported("the weight has " + extents.size() + " dimensions");
        }
        List<Long> kernel = extents.subList(2, extents.size());
        Optional<List<Long>> said = call.wholes("kernel_shape");
        if (said.filter(shape -> !shape.isEmpty() && !shape.equals(kernel)).isPresent()) {
            throw new Unsupported("`kernel_shape` " + said.get() + " is not that of the weight, " + kernel);
        }
        return extents;
    }

    private static Flowing filtered(OperatorCall call, LayerBuilder layer) {
        Optional<Operand> bias = call.optional(2);
        layer.flag("bias", bias.isPresent()).tensor("weight", call.input(1));
        bias.ifPresent(summand -> layer.tensor("bias", summand));
        return layer.one();
    }

    private static Operand transposed(OperatorCall call) {
        Layers layers = call.layers();
        List<Long> extents = weight(call);
        List<Long> kernel = extents.subList(2, extents.size());
        long groups =
                Windows.checked("group", List.of(call.whole("group", 1L)), 1).get(0);
        List<Long> added = Windows.sized(call, "output_padding", Collections.nCopies(kernel.size(), 0L));
        Spread spread = Spread.of(call, kernel, added);
        return layers.eachExample(
                call.flowing(0),
                example -> filtered(
                        call,
                        layers.layer("conv_transpose")
                                .whole("channels", Math.multiplyExact(extents.get(1), groups))
                                .sizes("kernel", kernel)
                                .sizes("stride", spread.strides())
                                .with("padding", spread.padding())
                                .sizes("output_padding", spread.added())
                                .whole("groups", groups)
                                .sizes("dilation", spread.dilations())
                                .input(example)));
    }

    /**
     * Where a convolution backwards puts its values.
     *
     * @param begins how much is left out before each axis
     * @param ends how much is left out behind each axis
     * @param added how much is added behind each axis
     */
    private record Spread(
            List<Long> strides,
            List<Long> dilations,
            List<Long> begins,
            List<Long> ends,
            List<Long> added,
            boolean same) {

        static Spread of(OperatorCall call, List<Long> kernel, List<Long> added) {
            Operand x = call.input(0);
            int axes = kernel.size();
            List<Extent> lengths = call.layers().extents(x);
            if (lengths.size() != axes + 2) {
                throw new Unsupported("a kernel of " + axes + " axes meets a value of " + lengths.size()
                        + " dimensions, batch and channels among them");
            }
            List<Long> ones = Windows.ones(axes);
            List<Long> strides = Windows.checked("strides", Windows.sized(call, "strides", ones), 1);
            List<Long> dilations = Windows.checked("dilations", Windows.sized(call, "dilations", ones), 1);
            Windows.checked("output_padding", added, 0);
            String automatic = call.text("auto_pad", "NOTSET");
            Optional<List<Long>> shape = call.wholes("output_shape")
                    .filter(given -> !given.isEmpty())
                    .map(given -> Windows.checked("output_shape", given, 1));
            List<Long> none = Collections.nCopies(2 * axes, 0L);
            List<Long> pads = Windows.sized(call, "pads", none);
            if (shape.isEmpty() && !automatic.startsWith("SAME_")) {
                List<Long> given = automatic.equals("VALID") ? none : pads;
                Windows.checked("pads", given, 0);
                return new Spread(
                        strides, dilations, given.subList(0, axes), given.subList(axes, 2 * axes), added, false);
            }
            List<Long> surplus = new ArrayList<>();
            for (int i = 0; i < axes; i++) {
                long reach = (kernel.get(i) - 1) * dilations.get(i) + 1;
                surplus.add(
                        shape.isPresent()
                                ? surplus(lengths.get(i + 2), shape.get(), i - axes, strides.get(i), reach)
                                        + added.get(i)
                                : reach - strides.get(i) + added.get(i));
            }
            return new Spread(strides, dilations, surplus, surplus, added, false)
                    .halved(automatic.equals("SAME_UPPER"), shape.isEmpty());
        }

        /** How much longer the output is than what is asked for; the sizes may begin with batch and channels. */
        private static long surplus(Extent length, List<Long> shape, int fromEnd, long stride, long reach) {
            if (!length.isFixed()) {
                throw new Unsupported("`output_shape` where a length varies, " + length);
            }
            if (shape.size() + fromEnd < 0) {
                throw new Unsupported("`output_shape` has " + shape.size() + " numbers");
            }
            return (length.max() - 1) * stride + reach - shape.get(shape.size() + fromEnd);
        }

        /** Leaves out half of what is too much on each side; what is missing is added behind. */
        private Spread halved(boolean oddBehind, boolean automatic) {
            List<Long> before = new ArrayList<>();
            List<Long> behind = new ArrayList<>();
            List<Long> more = new ArrayList<>();
            for (int i = 0; i < begins.size(); i++) {
                long total = Math.max(0, begins.get(i));
                before.add(oddBehind ? total / 2 : total - total / 2);
                behind.add(oddBehind ? total - total / 2 : total / 2);
                more.add(added.get(i) + Math.max(0, -begins.get(i)));
            }
            boolean plain = automatic && added.stream().allMatch(amount -> amount == 0);
            boolean asSame = plain && oddBehind && more.equals(added);
            return new Spread(strides, dilations, before, behind, more, asSame);
        }

        ArgumentValue padding() {
            boolean none = begins.stream().allMatch(amount -> amount == 0)
                    && ends.stream().allMatch(amount -> amount == 0);
            return same && !none ? new ArgumentValue.Word("same") : Windows.amounts(begins, ends);
        }
    }
}
