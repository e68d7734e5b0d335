package io.github.nnc.operators;

import io.github.nnc.network.Operand;
import io.github.nnc.operators.Sampling.Span;
import io.github.nnc.tensor.Extent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What becomes of each axis that is resized.
 *
 * @param declared what the file says of the dimensions of the output
 */
record ResizeAxes(Layers layers, ResizeCall resize, Optional<List<Optional<Long>>> declared) {

    /** Whether all factors, and all parts of the input, are known when the file is imported. */
    boolean areKnown() {
        return resize.scales().filter(scales -> !isKnown(scales)).isEmpty()
                && resize.parts().filter(parts -> !isKnown(parts)).isEmpty();
    }

    private static boolean isKnown(Operand operand) {
        return operand instanceof Operand.Constant;
    }

    private int count() {
        return resize.axes().size();
    }

    private Extent length(int at) {
        return layers.extents(resize.x()).get(resize.axes().get(at));
    }

    /** The axes whose factor is another than 1, where all is known. */
    Map<Integer, Span> spans() {
        Optional<float[]> scales = resize.scales().map(scale -> numbers(scale, count(), "scales"));
        Optional<float[]> parts = resize.parts().map(part -> numbers(part, 2 * count(), "roi"));
        Map<Integer, Span> spans = new TreeMap<>();
        for (int i = 0; i < count(); i++) {
            double start = parts.isPresent() ? parts.get()[i] : 0;
            double end = parts.isPresent() ? parts.get()[count() + i] : 1;
            boolean stays = scales.isPresent() && scales.get()[i] == 1 && start == 0 && end == 1;
            boolean same = resize.sizes().isPresent()
                    && length(i).equals(Extent.of(resize.sizes().get().get(i)));
            if (stays && (resize.sizes().isEmpty() || same)) {
                continue;
            }
            long from = ResizeCall.fixed(length(i));
            // the product is rounded as runtimes round it
            long to = resize.sizes().isPresent()
                    ? resize.sizes().get().get(i)
                    : (long) Math.floor((float) (from * (end - start)) * scales.get()[i]);
            if (to < 1) {
                throw new Unsupported("nothing is left of axis " + resize.axes().get(i));
            }
            TensorMath.checkStretched(List.of(to));
            double scale = scales.isPresent() ? scales.get()[i] : to / (double) from;
            spans.put(resize.axes().get(i), new Span(from, to, scale, start, end));
        }
        return spans;
    }

    private static float[] numbers(Operand operand, int count, String what) {
        float[] numbers = ((Operand.Constant) operand).tensor().reals();
        if (numbers.length != count) {
            throw new Unsupported("`" + what + "` has " + numbers.length + " numbers, not " + count);
        }
        return numbers;
    }

    /** The axes by what layers compute of them; a single place that stays one is left as it is. */
    Map<Integer, ComputedSampling> computed() {
        Map<Integer, ComputedSampling> computed = new TreeMap<>();
        for (int i = 0; i < count(); i++) {
            long from = ResizeCall.fixed(length(i));
            long to = resize.sizes().isPresent()
                    ? resize.sizes().get().get(i)
                    : declared(resize.axes().get(i));
            if (from == 1 && to == 1) {
                continue;
            }
            TensorMath.checkStretched(List.of(from, to));
            Operand scale = resize.scales().isPresent()
                    ? one(resize.scales().get(), i, count(), "scales")
                    : Layers.number(to / (double) from);
            Operand start = part(i, 0);
            Operand end = part(count() + i, 1);
            computed.put(
                    resize.axes().get(i), new ComputedSampling(layers, resize.sampling(), from, to, scale, start, end));
        }
        return computed;
    }

    private Operand part(int at, double otherwise) {
        return resize.parts()
                .map(parts -> one(parts, at, 2 * count(), "roi"))
                .orElseGet(() -> Layers.number(otherwise));
    }

    private Operand one(Operand numbers, int at, int count, String what) {
        if (!layers.fixed(numbers, "`" + what + "`").equals(List.of((long) count))) {
            throw new Unsupported("`" + what + "` has other than " + count + " numbers");
        }
        return layers.slice(numbers, 0, at, at + 1, 1);
    }

    /** A factor that the network gets leaves the length to what the file says of it. */
    private long declared(int axis) {
        return declared.filter(extents -> extents.size() > axis)
                .flatMap(extents -> extents.get(axis))
                .filter(length -> length > 0)
                .orElseThrow(() -> new Unsupported("`scales` is computed by the network, and the file does not say how"
                        + " long dimension " + axis + " of the output is"));
    }
}
