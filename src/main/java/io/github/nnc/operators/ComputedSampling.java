package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.List;
import java.util.Optional;

/**
 * The matrix of a {@link Sampling} whose factor, or whose part of the input, the network gets as numbers: computed by layers
 * out of the places of input and output, which are known.
 *
 * @param from the length of the input
 * @param to the length of the output
 * @param scale the factor, one number
 * @param start where the part of the input begins that is sampled, one number
 * @param end where that part ends, one number
 */
record ComputedSampling(
        Layers layers, Sampling sampling, long from, long to, Operand scale, Operand start, Operand end) {

    /** What each place of the input counts in each place of the output at its coordinate, row by row. */
    Flowing matrix(Operand at) {
        boolean border = !sampling.antialias() && !sampling.inside();
        if (sampling.mode().equals("nearest")) {
            return layers.flowing(triangle(distances(clamped(rounded(at), 0, from - 1), 0, from)));
        }
        if (border && sampling.mode().equals("linear")) {
            return layers.flowing(triangle(distances(clamped(at, 0, from - 1), 0, from)));
        }
        long margin = sampling.inside() ? 0 : margin();
        Operand narrowing = layers.join("minimum", scale, Layers.number(1));
        Operand distances = distances(border ? clamped(at, -1, from) : at, margin, from);
        Operand weights = curve(sampling.antialias() ? layers.join("mul", distances, narrowing) : distances);
        Operand shares = border ? weights : layers.join("div", weights, sum(weights));
        return margin == 0 ? layers.flowing(shares) : ProductRules.product(layers, shares, folding(margin));
    }

    /** 1 for each place of the output that lies outside of the input; empty where no parts are sampled. */
    Optional<Flowing> outside(Operand at) {
        if (!sampling.crops()) {
            return Optional.empty();
        }
        Operand before = layers.join("less", at, Layers.number(0));
        Operand behind = layers.join("greater", at, Layers.number(from - 1));
        return Optional.of(layers.flowing(layers.join("add", before, behind)));
    }

    /** Where each place of the output lies along the input: a column. */
    Operand coordinates() {
        Operand places = column(0, to);
        Operand last = Layers.number(from - 1);
        return switch (sampling.coordinates()) {
            case "half_pixel" -> halfPixel();
            case "pytorch_half_pixel" -> to > 1 ? halfPixel() : column(0, 1);
            case "half_pixel_symmetric" -> {
                Operand share = layers.join("div", Layers.number(to / 2.0), scale);
                yield layers.join("add", halfPixel(), layers.join("sub", Layers.number(from / 2.0), share));
            }
            case "asymmetric" -> layers.join("div", places, scale);
            case "align_corners" -> {
                Operand width = layers.join("mul", scale, Layers.number(from));
                Operand steps = layers.join("sub", width, Layers.number(1));
                yield to > 1 ? layers.join("div", layers.join("mul", places, last), steps) : column(0, 1);
            }
            case "tf_crop_and_resize" ->
                to > 1
                        ? layers.join("mul", layers.join("add", stretched(places), start), last)
                        : layers.join("mul", layers.join("add", column(0, 1), middle()), last);
            default -> throw new Unsupported("`coordinate_transformation_mode` is " + sampling.coordinates());
        };
    }

    private Operand halfPixel() {
        return layers.join("sub", layers.join("div", column(0.5, to), scale), Layers.number(0.5));
    }

    /** Places as they lie in the part of the input that is sampled. */
    private Operand stretched(Operand places) {
        Operand shares = layers.join("mul", places, Layers.number(1.0 / (to - 1)));
        return layers.join("mul", shares, layers.join("sub", end, start));
    }

    private Operand middle() {
        return layers.join("mul", layers.join("add", start, end), Layers.number(0.5));
    }

    private Operand rounded(Operand at) {
        Operand half = Layers.number(0.5);
        return switch (sampling.nearest()) {
            case "round_prefer_floor" -> layers.map("ceil", layers.join("sub", at, half));
            case "round_prefer_ceil" -> layers.map("floor", layers.join("add", at, half));
            case "floor" -> layers.map("floor", at);
            case "ceil" -> layers.map("ceil", at);
            default -> throw new Unsupported("`nearest_mode` is " + sampling.nearest());
        };
    }

    private Operand clamped(Operand at, long least, long most) {
        return layers.join("minimum", layers.join("maximum", at, Layers.number(least)), Layers.number(most));
    }

    /** How far coordinates are from each place of the input, and from those of a margin around it. */
    private Operand distances(Operand at, long margin, long length) {
        float[] places = new float[Math.toIntExact(length + 2 * margin)];
        for (int i = 0; i < places.length; i++) {
            places[i] = i - margin;
        }
        Operand row = new Operand.Constant("", Tensor.ofReals(List.of(1L, (long) places.length), places));
        return layers.map("abs", layers.join("sub", at, row));
    }

    /** How far the curve reaches beyond the input. */
    private long margin() {
        if (!sampling.antialias()) {
            return 2;
        }
        double reach = (sampling.mode().equals("linear") ? 1 : 2) * Math.max(1, from / (double) to);
        return (long) Math.ceil(reach) + 1;
    }

    private Operand triangle(Operand distances) {
        return layers.map(
                "relu", layers.join("add", layers.join("mul", distances, Layers.number(-1)), Layers.number(1)));
    }

    /** A triangle, or the two pieces of the cubic curve, each of which is 0 where the other one begins. */
    private Operand curve(Operand distances) {
        if (sampling.mode().equals("linear")) {
            return triangle(distances);
        }
        double a = sampling.cubic();
        Operand near = layers.join("minimum", distances, Layers.number(1));
        Operand far = clamped(distances, 1, 2);
        Operand squared = layers.join("mul", near, near);
        return layers.join(
                "add",
                polynomial(squared, near, a + 2, -(a + 3), 1),
                layers.join("mul", beyond(far), Layers.number(a)));
    }

    /** {@code (first * d + second) * d^2 + third}. */
    private Operand polynomial(Operand squared, Operand d, double first, double second, double third) {
        Operand linear = layers.join("add", layers.join("mul", d, Layers.number(first)), Layers.number(second));
        return layers.join("add", layers.join("mul", linear, squared), Layers.number(third));
    }

    /** {@code ((d - 5) d + 8) d - 4}. */
    private Operand beyond(Operand d) {
        Operand first = layers.join("mul", layers.join("sub", d, Layers.number(5)), d);
        Operand second = layers.join("mul", layers.join("add", first, Layers.number(8)), d);
        return layers.join("sub", second, Layers.number(4));
    }

    private Operand sum(Operand weights) {
        return layers.layer("sum")
                .wholes("axis", List.of(1L))
                .flag("keepdim", true)
                .input(layers.flowing(weights))
                .one();
    }

    /** Makes what a margin counts count for the border. */
    private Operand folding(long margin) {
        int length = Math.toIntExact(from);
        TensorMath.checkStretched(List.of(from + 2 * margin, from));
        int all = Math.toIntExact(from + 2 * margin);
        float[] folding = new float[all * length];
        for (int i = 0; i < all; i++) {
            folding[i * length + (int) Math.max(0, Math.min(i - margin, from - 1))] = 1;
        }
        return new Operand.Constant("", Tensor.ofReals(List.of((long) all, from), folding));
    }

    private static Operand column(double first, long count) {
        float[] places = new float[Math.toIntExact(count)];
        for (int i = 0; i < places.length; i++) {
            places[i] = (float) (first + i);
        }
        return new Operand.Constant("", Tensor.ofReals(List.of(count, 1L), places));
    }
}
