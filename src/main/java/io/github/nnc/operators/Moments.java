package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.List;

/** Mean and variance along axes, which stay with the length 1. */
record Moments(Layers layers, Flowing mean, Flowing centred, Flowing variance) {

    static Moments of(Layers layers, Flowing x, List<Integer> axes) {
        Flowing mean = reduced(layers, "mean", x, axes, true);
        Flowing centred = layers.flowing(layers.join("sub", x, mean));
        Flowing squares = layers.flowing(layers.join("mul", centred, centred));
        return new Moments(layers, mean, centred, reduced(layers, "mean", squares, axes, true));
    }

    /** {@code 1 / sqrt(variance + epsilon)}. */
    Operand inverseDeviation(double epsilon) {
        Flowing shifted = layers.flowing(layers.join("add", variance, Layers.number(epsilon)));
        return layers.join("pow", shifted, Layers.number(-0.5));
    }

    /** A reduction along axes that count the batch. */
    static Flowing reduced(Layers layers, String type, Flowing x, List<Integer> axes, boolean keeps) {
        List<Long> inner =
                axes.stream().map(axis -> (long) layers.inner(x, axis)).sorted().toList();
        long before = axes.stream().filter(axis -> axis < x.batch()).count();
        return layers.layer(type)
                .wholes("axis", inner)
                .flag("keepdim", keeps)
                .input(x)
                .batch(x.isBatched() && !keeps ? x.batch() - (int) before : x.batch())
                .one();
    }
}
