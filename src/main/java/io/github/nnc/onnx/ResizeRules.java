package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.nnc.layer.Margined;
import io.github.nnc.layer.Padding;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Layers that change the size of a sequence, an image or a volume. */
final class ResizeRules {

    static final Map<String, OnnxRule> RULES = Map.of(
            "pad", OnnxRule.of(ResizeRules::pad),
            "crop", OnnxRule.of(ResizeRules::crop),
            "upsample", OnnxRule.of(ResizeRules::upsample),
            "adaptive_avgpool", OnnxRule.of(ResizeRules::adaptive),
            "pixel_shuffle", OnnxRule.of(ResizeRules::shuffle),
            "pixel_unshuffle", OnnxRule.of(ResizeRules::unshuffle));

    private ResizeRules() {}

    private static List<Padding.Sides> sides(Application at) {
        return ((Margined) at.node().layer()).sides(at.shape());
    }

    private static String pad(Application at) {
        List<Padding.Sides> sides = sides(at);
        List<Long> axes = new ArrayList<>();
        List<Long> before = new ArrayList<>();
        List<Long> after = new ArrayList<>();
        for (int d = 0; d < sides.size(); d++) {
            if (sides.get(d).total() > 0) {
                axes.add(d + 1L);
                before.add(sides.get(d).before());
                after.add(sides.get(d).after());
            }
        }
        if (axes.isEmpty()) {
            return at.x();
        }
        before.addAll(after);
        String number = at.arguments().word("mode").equals("constant")
                ? at.number(at.arguments().optionalReal("value").orElse(0))
                : "";
        return at.pad(at.x(), axes, before, mode(at), number);
    }

    private static String mode(Application at) {
        return switch (at.arguments().word("mode")) {
            case "replicate" -> "edge";
            case "circular" -> "wrap";
            default -> at.arguments().word("mode");
        };
    }

    private static String crop(Application at) {
        List<Long> starts = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        List<Long> axes = new ArrayList<>();
        List<Padding.Sides> sides = sides(at);
        for (int d = 0; d < sides.size(); d++) {
            if (sides.get(d).total() > 0) {
                starts.add(sides.get(d).before());
                ends.add(sides.get(d).before() + at.target().extent(d).max());
                axes.add(d + 1L);
            }
        }
        return axes.isEmpty()
                ? at.x()
                : at.operator(
                        "Slice",
                        at.x(),
                        at.graph().wholes(starts),
                        at.graph().wholes(ends),
                        at.graph().wholes(axes));
    }

    /**
     * PyTorch and ONNX agree but for two things: what antialiasing covers, and axes that keep their length under a factor
     * other than 1. There the weights themselves are written.
     */
    private static String upsample(Application at) {
        List<Interpolated> along = new ArrayList<>();
        for (int i = 1; i < at.shape().rank(); i++) {
            along.add(interpolated(at, i));
        }
        boolean differs =
                along.stream().anyMatch(each -> each.antialias() || each.from() == each.to() && each.ratio() != 1);
        if (!differs) {
            return resize(at, along);
        }
        String value = at.x();
        for (int i = 0; i < along.size(); i++) {
            Interpolated each = along.get(i);
            value = each.from() == each.to() && each.ratio() == 1 ? value : product(at, value, i + 1, each.shares());
        }
        return value;
    }

    private static Interpolated interpolated(Application at, int axis) {
        String mode = at.arguments().word("mode");
        boolean corners = at.arguments().flag("align_corners");
        boolean antialias = at.arguments().flag("antialias");
        int from = Math.toIntExact(at.shape().extent(axis).max());
        int to = Math.toIntExact(at.target().extent(axis).max());
        List<Double> factors = at.arguments().numbers("scale_factor");
        double ratio = (double) from / to;
        if (corners) {
            ratio = to > 1 ? (from - 1.0) / (to - 1) : 0;
        } else if (!factors.isEmpty()) {
            ratio = 1 / factors.get(factors.size() > 1 ? axis - 1 : 0);
        }
        // on a line PyTorch lets equal lengths decide, whatever the factor
        boolean same = from == to && mode.equals("linear") && !antialias;
        return new Interpolated(mode, corners, antialias, same ? 1 : ratio, from, to);
    }

    private static String resize(Application at, List<Interpolated> along) {
        String mode = at.arguments().word("mode");
        boolean corners = at.arguments().flag("align_corners");
        String places = mode.equals("nearest") ? "asymmetric" : corners ? "align_corners" : "half_pixel";
        List<AttributeProto> attributes = new ArrayList<>(List.of(
                Attributes.word("mode", mode),
                Attributes.word("coordinate_transformation_mode", places),
                Attributes.wholes("axes", Application.behindChannels(along.size()))));
        if (mode.equals("nearest")) {
            attributes.add(Attributes.word("nearest_mode", "floor"));
        }
        List<String> inputs = new ArrayList<>(List.of(at.x(), ""));
        if (corners || at.arguments().numbers("scale_factor").isEmpty()) {
            inputs.add("");
            inputs.add(at.graph()
                    .wholes(along.stream().map(each -> (long) each.to()).toList()));
        } else {
            float[] scales = new float[along.size()];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = (float) (1 / along.get(i).ratio());
            }
            inputs.add(at.graph().floats("constant", List.of((long) scales.length), scales));
        }
        return at.operator("Resize", inputs, attributes.toArray(AttributeProto[]::new));
    }

    /** A pool where the windows are even, otherwise along each axis a product with the share of each value. */
    private static String adaptive(Application at) {
        int axes = at.shape().rank() - 1;
        List<Long> kernel = new ArrayList<>();
        boolean even = true;
        for (int i = 1; i <= axes; i++) {
            long length = at.shape().extent(i).max();
            long windows = at.target().extent(i).max();
            even &= length % windows == 0;
            kernel.add(length / windows);
        }
        if (at.target().extents().stream().skip(1).allMatch(Extent.of(1)::equals)) {
            return at.operator("GlobalAveragePool", List.of(at.x()));
        }
        if (even) {
            return at.operator(
                    "AveragePool",
                    List.of(at.x()),
                    Attributes.wholes("kernel_shape", kernel),
                    Attributes.wholes("strides", kernel));
        }
        String value = at.x();
        for (int i = 1; i <= axes; i++) {
            value = adaptive(at, value, i);
        }
        return value;
    }

    private static String adaptive(Application at, String value, int axis) {
        long length = at.shape().extent(axis).max();
        long windows = at.target().extent(axis).max();
        int size = Math.toIntExact(windows);
        float[] shares = new float[Math.toIntExact(length * windows)];
        for (int i = 0; i < size; i++) {
            int from = (int) (i * length / windows);
            int to = (int) (((i + 1) * length + windows - 1) / windows);
            for (int j = from; j < to; j++) {
                shares[j * size + i] = 1f / (to - from);
            }
        }
        return length == windows ? value : product(at, value, axis, shares);
    }

    /** What comes of an axis where each of its values has a share in each value of the result. */
    private static String product(Application at, String value, int axis, float[] shares) {
        long from = at.shape().extent(axis).max();
        String matrix = at.graph().floats("shares", List.of(from, shares.length / from), shares);
        List<Long> order =
                LongStream.rangeClosed(0, at.shape().rank()).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.swap(order, axis + 1, order.size() - 1);
        boolean last = axis == at.shape().rank() - 1;
        Long[] swapped = order.toArray(Long[]::new);
        String product = at.operator("MatMul", last ? value : at.transpose(value, swapped), matrix);
        return last ? product : at.transpose(product, swapped);
    }

    private static String shuffle(Application at) {
        return at.operator(
                "DepthToSpace",
                List.of(at.x()),
                Attributes.whole("blocksize", at.arguments().whole("factor")),
                Attributes.word("mode", "CRD"));
    }

    /** The operator of the inverse orders channels otherwise than PyTorch. */
    private static String unshuffle(Application at) {
        long factor = at.arguments().whole("factor");
        long channels = at.shape().extent(0).max();
        long height = at.target().extent(1).max();
        long width = at.target().extent(2).max();
        String apart = at.reshape(at.x(), channels, height, factor, width, factor);
        String turned = at.transpose(apart, 0L, 1L, 3L, 5L, 2L, 4L);
        return at.reshape(turned, channels * factor * factor, height, width);
    }
}
