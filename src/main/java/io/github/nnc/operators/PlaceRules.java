package io.github.nnc.operators;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that take places of a value, or put values beside each other. */
final class PlaceRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "Concat", OperatorRule.of(PlaceRules::concat),
            "Expand", OperatorRule.of(Expansion::of),
            "Slice", OperatorRule.of(PlaceRules::slice),
            "Split", PlaceRules::split,
            "Tile", OperatorRule.of(PlaceRules::tile));

    private PlaceRules() {}

    /** Before version 4 the axis may be left out. */
    private static Operand concat(OperatorCall call) {
        Layers layers = call.layers();
        List<Operand> operands = call.operands();
        long written = call.whole("axis", 1);
        if (operands.isEmpty()) {
            throw new Unsupported("it has no input");
        }
        if (operands.stream().anyMatch(Operand.Sizes.class::isInstance)) {
            return joined(operands);
        }
        int axis = layers.axis(operands.get(0), written);
        return layers.concat(operands, axis);
    }

    /** Lengths one behind the other, among numbers that are known. */
    private static Operand joined(List<Operand> operands) {
        List<Optional<Extent>> all = new ArrayList<>();
        for (Operand operand : operands) {
            if (operand instanceof Operand.Sizes sizes) {
                all.addAll(sizes.values());
            } else if (operand instanceof Operand.Constant constant) {
                Tensors.wholes(constant.tensor())
                        .forEach(whole -> all.add(
                                Optional.of(whole).filter(size -> size >= 0).map(Extent::of)));
            } else {
                throw new Unsupported("lengths that vary stand beside numbers that the network computes");
            }
        }
        return new Operand.Sizes(all, false);
    }

    /** Before version 10 the bounds are attributes. */
    private static Operand slice(OperatorCall call) {
        Layers layers = call.layers();
        Operand result = call.input(0);
        List<Long> starts =
                call.wholesOrInput("starts", 1, 10).orElseThrow(() -> new Unsupported("it has no `starts`"));
        Optional<List<Long>> axes = call.wholesOrInput("axes", 3, 10);
        if (call.version() >= 10 && call.input(2) instanceof Operand.Sizes ends) {
            return front(call, starts, ends, axes);
        }
        List<Long> ends = call.wholesOrInput("ends", 2, 10).orElseThrow(() -> new Unsupported("it has no `ends`"));
        Optional<List<Long>> steps = call.version() < 10 ? Optional.empty() : call.knownWholes(4, "`steps`");
        boolean alike = ends.size() == starts.size()
                && axes.map(List::size).orElse(starts.size()) == starts.size()
                && steps.map(List::size).orElse(starts.size()) == starts.size();
        if (!alike) {
            throw new Unsupported("`starts`, `ends`, `axes` and `steps` are not of one length");
        }
        for (int i = 0; i < starts.size(); i++) {
            int axis = layers.axis(result, axes.isPresent() ? axes.get().get(i) : i);
            long step = steps.isPresent() ? steps.get().get(i) : 1;
            result = new Slicing(layers, result, axis).taken(starts.get(i), ends.get(i), step);
        }
        return result;
    }

    /** As much from the front as each call decides. */
    private static Operand front(OperatorCall call, List<Long> starts, Operand.Sizes ends, Optional<List<Long>> axes) {
        Layers layers = call.layers();
        Optional<List<Long>> steps = call.knownWholes(4, "`steps`");
        Operand result = call.input(0);
        for (int i = 0; i < ends.values().size(); i++) {
            int axis = layers.axis(result, axes.isPresent() ? axes.get().get(i) : i);
            long step = steps.isPresent() ? steps.get().get(i) : 1;
            Extent end = SizeMath.laidOut(ends)
                    .get(i)
                    .orElseThrow(() -> new Unsupported("`ends` is worked out of lengths that vary"));
            if (end.isFixed()) {
                result = new Slicing(layers, result, axis).taken(starts.get(i), end.max(), step);
            } else if (starts.get(i) == 0 && step == 1) {
                result = new Cutting(layers).front(result, axis, end);
            } else {
                throw new Unsupported("`ends` is a length that varies, " + end + ", but it does not begin in front");
            }
        }
        return result;
    }

    /** The sizes of the parts are an attribute, since version 13 an input; without them the parts are equal. */
    private static List<Operand> split(OperatorCall call) {
        Layers layers = call.layers();
        Operand x = call.input(0);
        int axis = layers.axis(x, call.whole("axis", 0));
        Optional<List<Long>> sizes = call.wholesOrInput("split", 1, 13);
        long count = call.whole("num_outputs", call.outputCount());
        if (count != call.outputCount()) {
            throw new Unsupported("`num_outputs` is " + count + ", but there are " + call.outputCount());
        }
        Extent length = layers.extents(x).get(axis);
        if (sizes.isEmpty() && !length.isFixed()) {
            throw new Unsupported("equal parts of a length that varies, " + length);
        }
        List<Long> parts = sizes.orElseGet(() -> equal(length.max(), count, call.version() >= 18));
        if (parts.size() != call.outputCount()
                || length.isFixed() && parts.stream().mapToLong(part -> part).sum() != length.max()) {
            throw new Unsupported("`split` " + parts + " does not fit " + length + " places in " + call.outputCount()
                    + (call.outputCount() == 1 ? " part" : " parts"));
        }
        List<Operand> results = new ArrayList<>();
        long start = 0;
        for (long part : parts) {
            results.add(new Slicing(layers, x, axis).taken(start, start + part, 1));
            start += part;
        }
        return results;
    }

    /** Parts of one size; the last may be shorter where {@code uneven}. */
    private static List<Long> equal(long length, long count, boolean uneven) {
        long size = (length + count - 1) / count;
        if (length % count != 0 && !uneven) {
            throw new Unsupported(length + " places in " + count + " equal parts");
        }
        List<Long> parts = new ArrayList<>(Collections.nCopies((int) count - 1, size));
        parts.add(length - size * (count - 1));
        return parts;
    }

    private static Operand tile(OperatorCall call) {
        Operand x = call.input(0);
        List<Long> repeats = call.knownWholes(1, "`repeats`").orElseThrow(() -> new Unsupported("it has no `repeats`"));
        if (repeats.size() != call.layers().rank(x)) {
            throw new Unsupported("`repeats` has " + repeats.size() + " numbers for "
                    + call.layers().rank(x) + " dimensions");
        }
        if (repeats.stream().anyMatch(times -> times < 1)) {
            throw new Unsupported("`repeats` are " + repeats + ": a value has at least one number");
        }
        return tiled(call.layers(), x, repeats);
    }

    /** A value several times behind itself, along each axis so often. */
    static Operand tiled(Layers layers, Operand operand, List<Long> repeats) {
        if (operand instanceof Operand.Constant) {
            Operand result = operand;
            for (int axis = 0; axis < repeats.size(); axis++) {
                List<Long> extents = new ArrayList<>(((Operand.Constant) result).extents());
                extents.set(axis, Math.multiplyExact(extents.get(axis), repeats.get(axis)));
                TensorMath.checkStretched(extents);
                result = layers.concat(Collections.nCopies(Math.toIntExact(repeats.get(axis)), result), axis);
            }
            return result;
        }
        Flowing x = layers.flowing(operand);
        List<Long> inner = new ArrayList<>(repeats);
        if (x.isBatched() && inner.remove(x.batch()) != 1) {
            throw new MixesBatch(layers.origin());
        }
        while (!inner.isEmpty() && inner.get(0) == 1) {
            inner.remove(0);
        }
        if (inner.isEmpty()) {
            return x;
        }
        return layers.layer("tile")
                .with("repeats", new ArgumentValue.Sizes(inner))
                .input(x)
                .batch(x.batch())
                .one();
    }
}
