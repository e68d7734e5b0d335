package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.operators.Sampling.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Flowing x = layers.flowing(resize.x());
        ResizeAxes axes = new ResizeAxes(layers, resize, call.declared(0));
        if (!axes.areKnown()) {
            return computed(layers, x, resize, axes);
        }
        Map<Integer, Span> spans = axes.spans();
        spans.values().removeIf(span -> isIdentity(resize.sampling(), span));
        if (spans.isEmpty()) {
            return x;
        }
        return new Upsampling(
                        layers, x, resize.sampling(), spans, resize.sizes().isEmpty())
                .layer()
                .orElseGet(() -> sampled(layers, x, resize, spans));
    }

    private static boolean isIdentity(Sampling sampling, Span span) {
        return span.from() == span.to()
                && !(sampling.antialias() && span.scale() < 1)
                && sampling.coordinate(span, 0) == 0
                && sampling.coordinate(span, span.from() - 1) == span.from() - 1;
    }

    private static Flowing sampled(Layers layers, Flowing x, ResizeCall resize, Map<Integer, Span> spans) {
        Flowing result = x;
        for (Map.Entry<Integer, Span> each : spans.entrySet()) {
            result = sampled(layers, result, each.getKey(), resize, each.getValue());
        }
        return result;
    }

    /** Along one axis, by a matrix that is stored. */
    private static Flowing sampled(Layers layers, Flowing x, int axis, ResizeCall resize, Span span) {
        List<Long> extents = List.of(span.to(), span.from());
        TensorMath.checkStretched(extents);
        Sampling sampling = resize.sampling();
        float[] weights = new float[Math.toIntExact(Tensors.product(extents))];
        float[] outside = new float[Math.toIntExact(span.to())];
        for (int place = 0; place < outside.length; place++) {
            int row = Math.toIntExact(place * span.from());
            sampling.shares(span, place).forEach((at, share) -> weights[row + at.intValue()] = share.floatValue());
            boolean fills = sampling.isOutside(span, sampling.coordinate(span, place));
            outside[place] = fills ? (float) resize.extrapolation() : 0;
        }
        Operand.Constant known = new Operand.Constant("", Tensor.ofReals(extents, weights));
        Flowing result = new AxisProduct(layers, x, axis).by(known);
        if (Arrays.equals(outside, new float[outside.length])) {
            return result;
        }
        Operand added = new Operand.Constant("", Tensor.ofReals(List.of(span.to()), outside));
        return layers.flowing(layers.join("add", result, lengthened(layers, added, layers.rank(x) - 1 - axis)));
    }

    /** With so many dimensions of 1 behind its own. */
    private static Operand lengthened(Layers layers, Operand operand, int more) {
        List<Long> extents = new ArrayList<>(layers.fixed(operand, "a matrix"));
        for (int i = 0; i < more; i++) {
            extents.add(1L);
        }
        return layers.shaped(operand, extents);
    }

    /** Along each axis, by matrices that layers compute out of numbers that the network gets. */
    private static Flowing computed(Layers layers, Flowing x, ResizeCall resize, ResizeAxes axes) {
        Flowing result = x;
        for (Map.Entry<Integer, ComputedSampling> each : axes.computed().entrySet()) {
            int axis = each.getKey();
            ComputedSampling sampling = each.getValue();
            Operand at = sampling.coordinates();
            result = new AxisProduct(layers, result, axis).by(sampling.matrix(at));
            Optional<Flowing> outside = sampling.outside(at);
            if (outside.isPresent()) {
                List<Long> mask = new ArrayList<>(Windows.ones(result.shape().rank()));
                mask.set(layers.inner(result, axis), sampling.to());
                result = layers.layer("masked_fill")
                        .input(result)
                        .value("mask", layers.flowing(layers.shaped(outside.get(), mask)))
                        .real("value", resize.extrapolation())
                        .batch(result.batch())
                        .one();
            }
        }
        return result;
    }
}
