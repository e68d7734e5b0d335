package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.operators.Sampling.Span;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Operators that enlarge and shrink. What the language calls {@code upsample} becomes that layer; anything else is one
 * matrix for each axis that changes, of what each place of the input counts in each place of the output.
 */
final class ResizeRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "Resize", OperatorRule.of(ResizeRules::resize),
            "Upsample", OperatorRule.of(ResizeRules::resize));

    private ResizeRules() {}

    private static Operand resize(OperatorCall call) {
        Layers layers = call.layers();
        ResizeCall resize = ResizeCall.of(call);
        Map<Integer, Span> spans = spans(layers, resize);
        Flowing x = layers.flowing(resize.x());
        spans.values().removeIf(span -> isIdentity(resize.sampling(), span));
        if (spans.isEmpty()) {
            return x;
        }
        Optional<Flowing> upsampled = new Upsampling(
                        layers, x, resize.sampling(), spans, resize.sizes().isEmpty())
                .layer();
        if (upsampled.isPresent()) {
            return upsampled.get();
        }
        Flowing result = x;
        for (Map.Entry<Integer, Span> each : spans.entrySet()) {
            result = sampled(layers, result, each.getKey(), resize, each.getValue());
        }
        return result;
    }

    private static boolean isIdentity(Sampling sampling, Span span) {
        return span.from() == span.to()
                && !(sampling.antialias() && span.scale() < 1)
                && sampling.coordinate(span, 0) == 0
                && sampling.coordinate(span, span.from() - 1) == span.from() - 1;
    }

    /** The axes and what becomes of them, all of which must be known. */
    private static Map<Integer, Span> spans(Layers layers, ResizeCall resize) {
        List<Extent> lengths = layers.extents(resize.x());
        List<Integer> axes = resize.axes();
        Optional<float[]> scales = resize.scales().map(scale -> numbers(scale, axes.size(), "`scales`"));
        Optional<float[]> parts = resize.parts().map(part -> numbers(part, 2 * axes.size(), "`roi`"));
        Map<Integer, Span> spans = new TreeMap<>();
        for (int i = 0; i < axes.size(); i++) {
            Extent length = lengths.get(axes.get(i));
            double start = parts.isPresent() ? parts.get()[i] : 0;
            double end = parts.isPresent() ? parts.get()[axes.size() + i] : 1;
            boolean stays = scales.isPresent() && scales.get()[i] == 1 && start == 0 && end == 1;
            if (stays && resize.sizes().isEmpty()) {
                continue;
            }
            long from = ResizeCall.fixed(length);
            // the product is rounded as runtimes round it
            long to = resize.sizes().isPresent()
                    ? resize.sizes().get().get(i)
                    : (long) Math.floor((float) (from * (end - start)) * scales.get()[i]);
            if (to < 1) {
                throw new Unsupported("nothing is left of axis " + axes.get(i));
            }
            double scale = scales.isPresent() ? scales.get()[i] : to / (double) from;
            spans.put(axes.get(i), new Span(from, to, scale, start, end));
        }
        return spans;
    }

    private static float[] numbers(Operand operand, int count, String what) {
        if (!(operand instanceof Operand.Constant constant)) {
            throw new Unsupported(what + " are computed by the network, but must be known when it is imported");
        }
        float[] numbers = constant.tensor().reals();
        if (numbers.length != count) {
            throw new Unsupported(what + " has " + numbers.length + " numbers, not " + count);
        }
        return numbers;
    }

    private static Flowing sampled(Layers layers, Flowing x, int axis, ResizeCall resize, Span span) {
        List<Long> extents = List.of(span.to(), span.from());
        TensorMath.checkStretched(extents);
        double[][] matrix = resize.sampling().matrix(span);
        double[] outside = resize.sampling().outside(span);
        float[] weights = new float[Math.toIntExact(Tensors.product(extents))];
        float[] added = new float[outside.length];
        for (int i = 0; i < weights.length; i++) {
            int row = i / (int) span.from();
            weights[i] = (float) (outside[row] == 1 ? 0 : matrix[row][i % (int) span.from()]);
        }
        boolean extrapolates = false;
        for (int i = 0; i < added.length; i++) {
            added[i] = (float) (outside[i] * resize.extrapolation());
            extrapolates |= added[i] != 0;
        }
        Operand.Constant known = new Operand.Constant("", Tensor.ofReals(extents, weights));
        Flowing result = new AxisProduct(layers, x, axis).by(known);
        if (!extrapolates) {
            return result;
        }
        List<Long> along = new ArrayList<>(List.of(span.to()));
        for (int i = axis + 1; i < layers.rank(x); i++) {
            along.add(1L);
        }
        return layers.flowing(layers.join("add", result, new Operand.Constant("", Tensor.ofReals(along, added))));
    }
}
