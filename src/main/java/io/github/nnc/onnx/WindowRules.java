package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.nnc.layer.TransposedWindow;
import io.github.nnc.layer.Transposing;
import io.github.nnc.layer.Window;
import io.github.nnc.layer.Windowed;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Convolutions and pools. */
final class WindowRules {

    static final Map<String, OnnxRule> RULES = Map.of(
            "conv", OnnxRule.of(at -> conv(at, at.arguments().whole("groups"))),
            "depthwise", OnnxRule.of(at -> conv(at, at.shape().extent(0).max())),
            "conv_transpose", OnnxRule.of(WindowRules::transposed),
            "maxpool", OnnxRule.of(WindowRules::maxpool),
            "avgpool", OnnxRule.of(WindowRules::avgpool),
            "global_avgpool", OnnxRule.of(at -> global(at, "GlobalAveragePool")),
            "global_maxpool", OnnxRule.of(at -> global(at, "GlobalMaxPool")));

    private WindowRules() {}

    private static List<Window> windows(Application at) {
        return ((Windowed) at.node().layer()).windows(at.shape());
    }

    private static <T> AttributeProto each(String name, List<T> windows, ToLongFunction<T> number) {
        return Attributes.wholes(
                name, windows.stream().mapToLong(number).boxed().toList());
    }

    /** All that stand before the axes, then all that stand behind them. */
    private static List<Long> sides(List<Window> windows, List<Long> behind) {
        return joined(windows.stream().map(window -> window.padding().before()).toList(), behind);
    }

    private static List<Long> joined(List<Long> first, List<Long> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<Long> behind(List<Window> windows) {
        return windows.stream().map(window -> window.padding().after()).toList();
    }

    private static List<String> filtered(Application at) {
        return at.has("bias")
                ? List.of(at.x(), at.tensor("weight"), at.tensor("bias"))
                : List.of(at.x(), at.tensor("weight"));
    }

    private static String transposed(Application at) {
        List<TransposedWindow> windows = ((Transposing) at.node().layer()).windows(at.shape());
        List<Long> before =
                windows.stream().map(window -> window.padding().before()).toList();
        List<Long> after =
                windows.stream().map(window -> window.padding().after()).toList();
        List<Long> added = windows.stream().map(TransposedWindow::outputPadding).toList();
        boolean within = windows.stream().allMatch(window -> window.outputPadding() < window.stride());
        return within
                ? spread(at, windows, filtered(at), joined(before, after), added)
                : spreadFurther(at, windows, before, after, added);
    }

    private static String spread(
            Application at, List<TransposedWindow> windows, List<String> inputs, List<Long> sides, List<Long> added) {
        return at.operator(
                "ConvTranspose",
                inputs,
                each("kernel_shape", windows, TransposedWindow::kernel),
                each("strides", windows, TransposedWindow::stride),
                each("dilations", windows, TransposedWindow::dilation),
                Attributes.wholes("output_padding", added),
                Attributes.wholes("pads", sides),
                Attributes.whole("group", at.arguments().whole("groups")));
    }

    /**
     * Runtimes add less than a stride behind the output. What is added is what padding would have taken away there, and
     * beyond that the bias alone.
     */
    private static String spreadFurther(
            Application at, List<TransposedWindow> windows, List<Long> before, List<Long> after, List<Long> added) {
        List<Long> left = new ArrayList<>();
        List<Long> beyond = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            left.add(Math.max(0, after.get(i) - added.get(i)));
            beyond.add(Math.max(0, added.get(i) - after.get(i)));
        }
        List<Long> none = Collections.nCopies(windows.size(), 0L);
        String y = spread(at, windows, filtered(at).subList(0, 2), joined(before, left), none);
        String padded = at.pad(y, joined(none, beyond), "constant", at.number(0));
        List<Long> perChannel = new ArrayList<>(Collections.nCopies(windows.size() + 1, 1L));
        perChannel.set(0, at.target().extent(0).max());
        return at.has("bias") ? at.operator("Add", padded, at.tensors().shaped(at.use("bias"), perChannel)) : padded;
    }

    private static String conv(Application at, long groups) {
        List<Window> windows = windows(at);
        return at.operator(
                "Conv",
                filtered(at),
                each("kernel_shape", windows, Window::kernel),
                each("strides", windows, Window::stride),
                each("dilations", windows, Window::dilation),
                Attributes.wholes("pads", sides(windows, behind(windows))),
                Attributes.whole("group", groups));
    }

    /**
     * How far the last windows reach beyond what is padded: ONNX's own {@code ceil_mode} has counted such windows
     * otherwise than PyTorch in some versions, so that the padding says it.
     */
    private static List<Long> overruns(Application at, List<Window> windows) {
        List<Long> overruns = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            Extent length = at.shape().extent(i + 1);
            long reached = (window.count(length.max()) - 1) * window.stride() + window.span();
            long beyond = reached - length.max() - window.padding().total();
            overruns.add(length.isFixed() ? Math.max(0, beyond) : 0);
        }
        return overruns;
    }

    private static List<Long> sum(List<Long> left, List<Long> right) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            sum.add(left.get(i) + right.get(i));
        }
        return sum;
    }

    /** Runtimes take padding below the kernel only; dilated windows may have more, which is put around first. */
    private static String maxpool(Application at) {
        List<Window> windows = windows(at);
        List<Long> sides = sides(windows, sum(behind(windows), overruns(at, windows)));
        boolean wide = isWide(windows, sides);
        String x = wide ? at.pad(at.x(), sides, "constant", at.number(Double.NEGATIVE_INFINITY)) : at.x();
        return at.operator(
                "MaxPool",
                List.of(x),
                each("kernel_shape", windows, Window::kernel),
                each("strides", windows, Window::stride),
                each("dilations", windows, Window::dilation),
                Attributes.wholes("pads", wide ? none(windows) : sides));
    }

    private static boolean isWide(List<Window> windows, List<Long> sides) {
        boolean wide = false;
        for (int i = 0; i < sides.size(); i++) {
            wide |= sides.get(i) >= windows.get(i % windows.size()).kernel();
        }
        return wide;
    }

    private static List<Long> none(List<Window> windows) {
        return Collections.nCopies(2 * windows.size(), 0L);
    }

    /**
     * Where zeros around the input count as values and windows reach beyond them, which does not count, the zeros are put
     * around first.
     */
    private static String avgpool(Application at) {
        List<Window> windows = windows(at);
        List<Long> overruns = overruns(at, windows);
        boolean counted = at.arguments().flag("count_include_pad");
        boolean overrun = overruns.stream().anyMatch(beyond -> beyond > 0);
        boolean first = counted && overrun;
        List<Long> own = sides(windows, behind(windows));
        boolean around = own.stream().anyMatch(side -> side > 0);
        List<Long> beyond = joined(Collections.nCopies(windows.size(), 0L), overruns);
        List<Long> all = sum(own, beyond);
        return isWide(windows, all)
                ? dividedPool(at, windows, own, beyond)
                : means(
                        at,
                        first ? at.pad(at.x(), own, "constant", at.number(0)) : at.x(),
                        windows,
                        first ? beyond : all,
                        counted && !overrun && around);
    }

    /** Means of what is padded first, divided by how much of each window counts. */
    private static String dividedPool(Application at, List<Window> windows, List<Long> own, List<Long> beyond) {
        String ones = at.operator("Expand", at.number(1), at.operator("Shape", at.x()));
        String counting = at.pad(ones, own, "constant", at.number(at.arguments().flag("count_include_pad") ? 1 : 0));
        String parts = means(at, at.pad(counting, beyond, "constant", at.number(0)), windows, none(windows), false);
        String values = at.pad(at.x(), sum(own, beyond), "constant", at.number(0));
        return at.operator("Div", means(at, values, windows, none(windows), false), parts);
    }

    private static String means(
            Application at, String value, List<Window> windows, List<Long> sides, boolean countIncludePad) {
        return at.operator(
                "AveragePool",
                List.of(value),
                each("kernel_shape", windows, Window::kernel),
                each("strides", windows, Window::stride),
                each("dilations", windows, Window::dilation),
                Attributes.wholes("pads", sides),
                Attributes.whole("count_include_pad", countIncludePad ? 1 : 0));
    }

    private static String global(Application at, String type) {
        return at.operator("Flatten", List.of(at.operator(type, at.x())), Attributes.whole("axis", 1));
    }
}
