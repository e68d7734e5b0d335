package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an operator says of how it resizes, whatever its version: each of its axes, with a factor or a length.
 *
 * @param axes that change, counted with the batch
 * @param scales a factor for each of them; empty where there are sizes
 * @param sizes a length for each of them; empty where there are scales
 * @param parts where the part of each axis that is sampled begins, then where those parts end
 * @param extrapolation what stands outside of the input where parts are sampled
 */
record ResizeCall(
        Operand x,
        List<Integer> axes,
        Optional<Operand> scales,
        Optional<List<Long>> sizes,
        Optional<Operand> parts,
        Sampling sampling,
        double extrapolation) {

    static ResizeCall of(OperatorCall call) {
        Operand x = call.input(0);
        if (call.type().equals("Upsample") || call.version() < 11) {
            return plain(call, x);
        }
        int rank = call.layers().rank(x);
        List<Integer> axes = call.version() < 18
                ? IntStream.range(0, rank).boxed().toList()
                : call.wholes("axes")
                        .map(given -> given.stream()
                                .map(axis -> Layers.axis(rank, axis))
                                .toList())
                        .orElse(IntStream.range(0, rank).boxed().toList());
        if (filled(call, 3).orElse(null) instanceof Operand.Sizes wanted) {
            return of(call, x, changed(call, x, axes, wanted));
        }
        Optional<List<Long>> sizes = filled(call, 3).isPresent() ? call.knownWholes(3, "`sizes`") : Optional.empty();
        return of(call, x, new Lengths(axes, sizes));
    }

    /** The axes, and a length for each of them; empty where there are scales. */
    private record Lengths(List<Integer> axes, Optional<List<Long>> sizes) {}

    /** Without the axes whose length varies and stays what it is. */
    private static Lengths changed(OperatorCall call, Operand x, List<Integer> axes, Operand.Sizes wanted) {
        if (wanted.values().size() != axes.size() || filled(call, 1).isPresent()) {
            throw new Unsupported("`sizes` depends on lengths that vary");
        }
        List<Integer> kept = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            Extent length = SizeMath.laidOut(wanted)
                    .get(i)
                    .orElseThrow(() -> new Unsupported("`sizes` depends on lengths that vary"));
            if (length.isFixed()) {
                kept.add(axes.get(i));
                sizes.add(length.max());
            } else if (!length.equals(call.layers().extents(x).get(axes.get(i)))) {
                throw new Unsupported("dimension " + axes.get(i) + " is resized to a length that varies, " + length);
            }
        }
        return new Lengths(kept, Optional.of(sizes));
    }

    private static ResizeCall of(OperatorCall call, Operand x, Lengths lengths) {
        List<Integer> axes = lengths.axes();
        Optional<List<Long>> sizes = lengths.sizes();
        Optional<Operand> scales = sizes.isPresent() ? Optional.empty() : filled(call, 2);
        String mode = call.text("mode", "nearest");
        Sampling sampling = new Sampling(
                mode,
                call.text("coordinate_transformation_mode", "half_pixel"),
                call.text("nearest_mode", "round_prefer_floor"),
                call.real("cubic_coeff_a", -0.75),
                call.flag("exclude_outside", false),
                call.version() >= 18 && call.flag("antialias", false));
        ResizeCall resize = new ResizeCall(
                x,
                axes,
                scales,
                sizes,
                sampling.crops() ? filled(call, 1) : Optional.empty(),
                sampling,
                call.real("extrapolation_value", 0));
        return resize.checked().proportioned(call.text("keep_aspect_ratio_policy", "stretch"), call.layers());
    }

    /** Before version 11, factors alone, where a place is that of the input to its left. */
    private static ResizeCall plain(OperatorCall call, Operand x) {
        String mode = call.text("mode", "nearest");
        Operand scales = call.version() >= 9
                ? call.input(1)
                : call.reals("scales")
                        .map(ResizeCall::constant)
                        .orElseGet(() -> constant(List.of(
                                1f, 1f, (float) call.real("height_scale", 1), (float) call.real("width_scale", 1))));
        String known = mode.endsWith("linear") ? "linear" : mode;
        return new ResizeCall(
                        x,
                        IntStream.range(0, call.layers().rank(x)).boxed().toList(),
                        Optional.of(scales),
                        Optional.empty(),
                        Optional.empty(),
                        new Sampling(known, "asymmetric", "floor", -0.75, false, false),
                        0)
                .checked();
    }

    private static Operand constant(List<Float> numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return new Operand.Constant("scales", Tensor.ofReals(List.of((long) values.length), values));
    }

    /** An input; a tensor without numbers stands for none. */
    private static Optional<Operand> filled(OperatorCall call, int input) {
        return call.optional(input)
                .filter(operand -> !(operand instanceof Operand.Constant constant)
                        || constant.tensor().size() > 0);
    }

    private ResizeCall checked() {
        if (!List.of("nearest", "linear", "cubic").contains(sampling.mode())) {
            throw new Unsupported("`mode` is " + sampling.mode());
        }
        if (scales.isEmpty() && sizes.isEmpty()) {
            throw new Unsupported("it has neither `scales` nor `sizes`");
        }
        if (sampling.crops() && parts.isEmpty()) {
            throw new Unsupported("it has no `roi` for `tf_crop_and_resize`");
        }
        if (sizes.isPresent() && sizes.get().size() != axes.size()) {
            throw new Unsupported("`sizes` has " + sizes.get().size() + " numbers for " + axes.size() + " axes");
        }
        if (sizes.isPresent() && sizes.get().stream().anyMatch(size -> size < 1)) {
            throw new Unsupported("`sizes` are " + sizes.get());
        }
        return this;
    }

    /** With sizes in the proportions of the input, by the smallest of the factors or by the largest. */
    private ResizeCall proportioned(String policy, Layers layers) {
        if (policy.equals("stretch") || sizes.isEmpty()) {
            return this;
        }
        if (!policy.equals("not_larger") && !policy.equals("not_smaller")) {
            throw new Unsupported("`keep_aspect_ratio_policy` is " + policy);
        }
        List<Extent> lengths = layers.extents(x);
        List<Double> factors = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            factors.add(sizes.get().get(i) / (double) fixed(lengths.get(axes.get(i))));
        }
        double factor = policy.equals("not_larger") ? Collections.min(factors) : Collections.max(factors);
        float[] all = new float[axes.size()];
        List<Long> rounded = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) factor;
            rounded.add((long) Math.floor(factor * lengths.get(axes.get(i)).max() + 0.5));
        }
        Operand same = new Operand.Constant("scales", Tensor.ofReals(List.of((long) all.length), all));
        return new ResizeCall(x, axes, Optional.of(same), Optional.of(rounded), parts, sampling, extrapolation);
    }

    static long fixed(Extent length) {
        if (!length.isFixed()) {
            throw new Unsupported("it resizes a length that varies, " + length);
        }
        return length.max();
    }
}
