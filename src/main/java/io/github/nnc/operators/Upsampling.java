package io.github.nnc.operators;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.Flowing;
import io.github.nnc.operators.Sampling.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layer {@code upsample}, where one of its ways to sample, which are those of PyTorch, gives what is asked for.
 *
 * @param spans of the axes that change, counted with the batch
 * @param scaled whether factors are asked for, not lengths
 */
record Upsampling(Layers layers, Flowing x, Sampling sampling, Map<Integer, Span> spans, boolean scaled) {

    /** Empty where the layer gives something else along one of the axes. */
    Optional<Flowing> layer() {
        if (!fits()) {
            return Optional.empty();
        }
        boolean nearest = sampling.mode().equals("nearest");
        for (boolean bySize : multiplies() ? new boolean[] {false, true} : new boolean[] {true}) {
            for (boolean corners : nearest ? new boolean[] {false} : new boolean[] {false, true}) {
                if (agrees(bySize, corners)) {
                    return Optional.of(layer(bySize, corners));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the axes are those of a sequence, an image or a volume. */
    private boolean fits() {
        int rank = x.shape().rank();
        boolean spatial = rank >= 2 && rank <= 4 && x.shape().isFixed();
        boolean imagesOnly = sampling.mode().equals("cubic") || sampling.antialias();
        boolean behind = spans.keySet().stream().allMatch(axis -> axis != x.batch() && layers.inner(x, axis) > 0);
        return spatial && behind && (rank == 3 || !imagesOnly);
    }

    /** Along each axis behind the channels. */
    private List<Span> all() {
        List<Span> all = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (axis != x.batch() && layers.inner(x, axis) > 0) {
                long length = x.shape().extent(layers.inner(x, axis)).max();
                all.add(spans.getOrDefault(axis, new Span(length, length, 1, 0, 1)));
            }
        }
        return all;
    }

    private static double factor(Span span) {
        return Tensors.shortest((float) span.scale());
    }

    /** Whether factors say it well: those that are given, and whole ones, as long as they lead to the lengths. */
    private boolean multiplies() {
        List<Span> all = all();
        boolean whole = all.stream().allMatch(span -> factor(span) == Math.rint(factor(span)));
        return (scaled || whole) && all.stream().allMatch(span -> Math.floor(span.from() * factor(span)) == span.to());
    }

    private boolean agrees(boolean bySize, boolean corners) {
        boolean nearest = sampling.mode().equals("nearest");
        Sampling own = new Sampling(
                sampling.mode(),
                corners ? "align_corners" : nearest ? "asymmetric" : "half_pixel",
                "floor",
                sampling.antialias() ? -0.5 : -0.75,
                sampling.antialias(),
                sampling.antialias());
        for (Span span : spans.values()) {
            double quotient = span.to() / (double) span.from();
            double scale = bySize || corners ? quotient : factor(span);
            if (!sampling.equals(span, own, new Span(span.from(), span.to(), scale, 0, 1))) {
                return false;
            }
        }
        return true;
    }

    private Flowing layer(boolean bySize, boolean corners) {
        LayerBuilder layer = layers.layer("upsample");
        if (bySize) {
            layer.sizes("size", all().stream().map(Span::to).toList());
        } else {
            List<Double> factors = all().stream().map(Upsampling::factor).toList();
            boolean alike = factors.stream().distinct().count() == 1;
            layer.with("scale_factor", new ArgumentValue.Numbers(alike ? factors.subList(0, 1) : factors));
        }
        return layer.word("mode", sampling.mode())
                .flag("align_corners", corners)
                .flag("antialias", sampling.antialias())
                .input(x)
                .batch(x.batch())
                .one();
    }
}
