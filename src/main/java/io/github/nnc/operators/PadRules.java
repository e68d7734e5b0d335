package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** The operator that adds places around a value, and takes some away. */
final class PadRules {

    static final Map<String, OperatorRule> RULES = Map.of("Pad", OperatorRule.of(PadRules::pad));

    private PadRules() {}

    /** How much is added before each axis and behind it. */
    private record Amounts(List<Long> begins, List<Long> ends) {

        /** Before version 11 the amounts are an attribute, before version 2 by another name. */
        static Amounts of(OperatorCall call) {
            int rank = call.layers().rank(call.input(0));
            List<Long> written = (call.version() < 2 ? call.wholes("paddings") : call.wholesOrInput("pads", 1, 11))
                    .orElseThrow(() -> new Unsupported("it has no `pads`"));
            List<Long> axes = call.knownWholes(3, "`axes`")
                    .orElseGet(() -> LongStream.range(0, rank).boxed().toList());
            if (written.size() != 2 * axes.size()) {
                throw new Unsupported("`pads` has " + written.size() + " numbers for " + axes.size() + " axes");
            }
            List<Long> begins = new ArrayList<>(Collections.nCopies(rank, 0L));
            List<Long> ends = new ArrayList<>(Collections.nCopies(rank, 0L));
            for (int i = 0; i < axes.size(); i++) {
                int axis = Layers.axis(rank, axes.get(i));
                begins.set(axis, written.get(i));
                ends.set(axis, written.get(axes.size() + i));
            }
            return new Amounts(begins, ends);
        }

        boolean changes(int axis) {
            return begins.get(axis) != 0 || ends.get(axis) != 0;
        }

        /** What is added, without what is taken away. */
        Amounts added() {
            return new Amounts(
                    begins.stream().map(amount -> Math.max(0, amount)).toList(),
                    ends.stream().map(amount -> Math.max(0, amount)).toList());
        }

        /** Without the axis of the batch, to which nothing is added. */
        Amounts inside(Flowing x, Layers layers) {
            if (!x.isBatched()) {
                return this;
            }
            if (changes(x.batch())) {
                throw new MixesBatch(layers.origin());
            }
            List<Long> before = new ArrayList<>(begins);
            List<Long> behind = new ArrayList<>(ends);
            before.remove(x.batch());
            behind.remove(x.batch());
            return new Amounts(before, behind);
        }

        boolean none() {
            return begins.stream().allMatch(amount -> amount == 0)
                    && ends.stream().allMatch(amount -> amount == 0);
        }
    }

    private static Operand pad(OperatorCall call) {
        Layers layers = call.layers();
        Amounts amounts = Amounts.of(call);
        String mode = call.text("mode", "constant");
        Optional<Operand> value = value(call);
        Operand x = cropped(layers, call.input(0), amounts);
        Amounts added = amounts.added();
        if (added.none()) {
            return x;
        }
        return switch (mode) {
            case "constant" -> constant(layers, layers.flowing(x), added, value);
            case "reflect" -> around(layers, layers.flowing(x), added, "reflect", 0);
            case "edge" -> around(layers, layers.flowing(x), added, "replicate", 0);
            case "wrap" -> wrapped(layers, x, added);
            default -> throw new Unsupported("`mode` is " + mode);
        };
    }

    private static Optional<Operand> value(OperatorCall call) {
        if (call.version() >= 11) {
            return call.optional(2);
        }
        return call.real("value")
                .map(number -> new Operand.Constant("", Tensor.ofReals(List.of(), number.floatValue())));
    }

    /** Negative amounts take places away. */
    private static Operand cropped(Layers layers, Operand x, Amounts amounts) {
        Operand result = x;
        for (int axis = 0; axis < amounts.begins().size(); axis++) {
            long begin = Math.max(0, -amounts.begins().get(axis));
            long end = Math.max(0, -amounts.ends().get(axis));
            if (begin > 0 || end > 0) {
                result = new Slicing(layers, result, axis).taken(begin, end > 0 ? -end : Long.MAX_VALUE, 1);
            }
        }
        return result;
    }

    private static Operand constant(Layers layers, Flowing x, Amounts added, Optional<Operand> value) {
        if (value.isEmpty() || value.get() instanceof Operand.Constant) {
            double number = value.map(given -> Tensors.number(((Operand.Constant) given).tensor()))
                    .orElse(0.0);
            return around(layers, x, added, "constant", number);
        }
        Flowing padded = around(layers, x, added, "constant", 0);
        Operand.Constant border = border(layers, padded, added);
        return layers.join("add", padded, layers.join("mul", border, layers.shaped(value.get(), List.of())));
    }

    /** 1 at what was added and 0 inside, with a dimension of 1 for each axis that stays. */
    private static Operand.Constant border(Layers layers, Flowing padded, Amounts added) {
        List<Long> extents = new ArrayList<>();
        for (int axis = 0; axis < padded.rank(); axis++) {
            extents.add(added.changes(axis) ? layers.extents(padded).get(axis).max() : 1);
        }
        float[] marks = new float[Math.toIntExact(Tensors.product(extents))];
        long[] strides = TensorMath.strides(extents);
        for (int at = 0; at < marks.length; at++) {
            for (int axis = 0; axis < extents.size(); axis++) {
                long place = at / strides[axis] % extents.get(axis);
                boolean outside = place < added.begins().get(axis)
                        || place >= extents.get(axis) - added.ends().get(axis);
                marks[at] = added.changes(axis) && outside ? 1 : marks[at];
            }
        }
        return new Operand.Constant("", Tensor.ofReals(extents, marks));
    }

    /** By the layer, which leaves the leading one of two to four dimensions alone: others are laid out so. */
    private static Flowing around(Layers layers, Flowing x, Amounts added, String mode, double value) {
        Amounts inner = added.inside(x, layers);
        int rank = x.shape().rank();
        if (rank >= 2 && rank <= 4 && !inner.changes(0)) {
            List<Long> begins = inner.begins().subList(1, rank);
            return laid(layers, x, begins, inner.ends().subList(1, rank), mode, value);
        }
        if (rank >= 1 && rank <= 3) {
            List<Optional<Extent>> higher = new ArrayList<>(List.of(Optional.of(Extent.of(1))));
            x.shape().extents().forEach(extent -> higher.add(Optional.of(extent)));
            Flowing image = layers.inside(x, higher);
            Flowing padded = laid(layers, image, inner.begins(), inner.ends(), mode, value);
            List<Extent> extents = padded.shape().extents();
            return layers.inside(
                    padded,
                    extents.subList(1, extents.size()).stream()
                            .map(Optional::of)
                            .toList());
        }
        Flowing result = x;
        for (int axis = 0; axis < rank; axis++) {
            if (inner.changes(axis)) {
                result = along(layers, result, axis, inner, mode, value);
            }
        }
        return result;
    }

    /** A single place along an axis that is no batch, so many times. */
    static Flowing repeated(Layers layers, Flowing x, int axis, long times) {
        List<Long> none = Collections.nCopies(x.rank(), 0L);
        List<Long> more = new ArrayList<>(none);
        more.set(axis, times - 1);
        return around(layers, x, new Amounts(none, more), "replicate", 0);
    }

    /** One axis as the middle one of three. */
    private static Flowing along(Layers layers, Flowing x, int axis, Amounts inner, String mode, double value) {
        List<Extent> extents = x.shape().extents();
        if (!x.shape().isFixed()) {
            throw new Unsupported("`pads` on a value of " + extents.size() + " dimensions whose lengths vary");
        }
        Extent before = product(extents.subList(0, axis));
        Extent behind = product(extents.subList(axis + 1, extents.size()));
        Flowing three =
                layers.inside(x, List.of(Optional.of(before), Optional.of(extents.get(axis)), Optional.of(behind)));
        List<Long> begins = List.of(inner.begins().get(axis), 0L);
        Flowing padded = laid(layers, three, begins, List.of(inner.ends().get(axis), 0L), mode, value);
        List<Optional<Extent>> longer = new ArrayList<>();
        extents.forEach(extent -> longer.add(Optional.of(extent)));
        longer.set(axis, Optional.of(padded.shape().extent(1)));
        return layers.inside(padded, longer);
    }

    private static Extent product(List<Extent> extents) {
        return Extent.of(Tensors.product(extents.stream().map(Extent::max).toList()));
    }

    private static Flowing laid(
            Layers layers, Flowing x, List<Long> begins, List<Long> ends, String mode, double value) {
        LayerBuilder pad = layers.layer("pad")
                .with("padding", Windows.amounts(begins, ends))
                .word("mode", mode);
        if (value != 0) {
            // the lowest float stands in for minus infinity, which a text cannot hold and only maxima read
            pad.real("value", value == Double.NEGATIVE_INFINITY ? Tensors.LOWEST : value);
        }
        return pad.input(x).batch(x.batch()).one();
    }

    /** The end of an axis before it, and its beginning behind it. */
    private static Operand wrapped(Layers layers, Operand x, Amounts added) {
        Operand result = x;
        for (int axis = 0; axis < added.begins().size(); axis++) {
            if (!added.changes(axis)) {
                continue;
            }
            Extent length = layers.extents(result).get(axis);
            long begin = added.begins().get(axis);
            long end = added.ends().get(axis);
            if (!length.isFixed() || Math.max(begin, end) > length.max()) {
                throw new Unsupported("`pads` of " + Math.max(begin, end) + " wrap around " + length + " places");
            }
            List<Operand> parts = new ArrayList<>();
            if (begin > 0) {
                parts.add(layers.slice(result, axis, length.max() - begin, length.max(), 1));
            }
            parts.add(result);
            if (end > 0) {
                parts.add(layers.slice(result, axis, 0, end, 1));
            }
            result = layers.concat(parts, axis);
        }
        return result;
    }
}
