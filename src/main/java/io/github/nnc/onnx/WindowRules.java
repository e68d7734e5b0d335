package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.nnc.layer.Window;
import io.github.nnc.layer.Windowed;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Convolutions and pools. */
final class WindowRules {

    static final Map<String, OnnxRule> RULES = Map.of(
            "conv", OnnxRule.of(at -> conv(at, at.arguments().whole("groups"))),
            "depthwise", OnnxRule.of(at -> conv(at, at.shape().extent(0).max())),
            "maxpool", OnnxRule.of(WindowRules::maxpool),
            "avgpool", OnnxRule.of(WindowRules::avgpool),
            "global_avgpool", OnnxRule.of(at -> global(at, "GlobalAveragePool")),
            "global_maxpool", OnnxRule.of(at -> global(at, "GlobalMaxPool")));

    private WindowRules() {}

    private static List<Window> windows(Application at) {
        return ((Windowed) at.node().layer()).windows(at.shape());
    }

    private static AttributeProto each(String name, List<Window> windows, ToLongFunction<Window> number) {
        return Attributes.wholes(
                name, windows.stream().mapToLong(number).boxed().toList());
    }

    /** All that stand before the axes, then all that stand behind them. */
    private static List<Long> sides(List<Window> windows, List<Long> behind) {
        List<Long> sides = new ArrayList<>();
        windows.forEach(window -> sides.add(window.padding().before()));
        sides.addAll(behind);
        return sides;
    }

    private static List<Long> behind(List<Window> windows) {
        return windows.stream().map(window -> window.padding().after()).toList();
    }

    private static String conv(Application at, long groups) {
        List<Window> windows = windows(at);
        List<String> inputs = new ArrayList<>(List.of(at.x(), at.tensor("weight")));
        if (at.has("bias")) {
            inputs.add(at.tensor("bias"));
        }
        return at.operator(
                "Conv",
                inputs,
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
        boolean wide = false;
        for (int i = 0; i < sides.size(); i++) {
            wide |= sides.get(i) >= windows.get(i % windows.size()).kernel();
        }
        String x = wide ? padded(at, sides, Double.NEGATIVE_INFINITY) : at.x();
        return at.operator(
                "MaxPool",
                List.of(x),
                each("kernel_shape", windows, Window::kernel),
                each("strides", windows, Window::stride),
                each("dilations", windows, Window::dilation),
                Attributes.wholes("pads", wide ? sides.stream().map(side -> 0L).toList() : sides));
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
        List<Long> left = own.stream().map(side -> 0L).toList();
        List<Long> beyond = new ArrayList<>(left.subList(0, windows.size()));
        beyond.addAll(overruns);
        return at.operator(
                "AveragePool",
                List.of(first ? padded(at, own, 0) : at.x()),
                each("kernel_shape", windows, Window::kernel),
                each("strides", windows, Window::stride),
                Attributes.wholes("pads", first ? beyond : sum(own, beyond)),
                Attributes.whole("count_include_pad", counted && !overrun ? 1 : 0));
    }

    /** A value with numbers around the axes behind the channels. */
    private static String padded(Application at, List<Long> sides, double value) {
        int axes = sides.size() / 2;
        List<Long> all = new ArrayList<>(List.of(0L, 0L));
        all.addAll(sides.subList(0, axes));
        all.addAll(List.of(0L, 0L));
        all.addAll(sides.subList(axes, 2 * axes));
        return at.operator("Pad", at.x(), at.graph().wholes(all), at.number(value));
    }

    private static String global(Application at, String type) {
        return at.operator("Flatten", List.of(at.operator(type, at.x())), Attributes.whole("axis", 1));
    }
}
