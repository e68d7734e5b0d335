package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
            Windows.checked("pads", written, -Integer.MAX_VALUE);
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
            case "wrap" -> around(layers, layers.flowing(x), added, "circular", 0);
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
        TensorMath.checkStretched(extents);
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

    /** All axes behind the channels at once, or one after the other. */
    private static Flowing around(Layers layers, Flowing x, Amounts added, String mode, double value) {
        Amounts inner = added.inside(x, layers);
        int rank = x.shape().rank();
        List<Integer> axes =
                IntStream.range(0, rank).filter(inner::changes).boxed().toList();
        boolean spatial = rank >= 2 && rank <= 4 && !axes.contains(0);
        if (spatial && (axes.size() > 1 || rank == 2)) {
            List<Long> begins = inner.begins().subList(1, rank);
            return laid(layers, x, Windows.amounts(begins, inner.ends().subList(1, rank)), mode, value)
                    .one();
        }
        Flowing result = x;
        for (int axis : axes) {
            ArgumentValue amounts = Windows.amounts(
                    List.of(inner.begins().get(axis)), List.of(inner.ends().get(axis)));
            result = laid(layers, result, amounts, mode, value)
                    .whole("axis", axis)
                    .one();
        }
        return result;
    }

    private static LayerBuilder laid(Layers layers, Flowing x, ArgumentValue amounts, String mode, double value) {
        LayerBuilder pad = layers.layer("pad").with("padding", amounts).word("mode", mode);
        if (value != 0) {
            // the lowest float stands in for minus infinity, which a text cannot hold and only maxima read
            pad.real("value", value == Double.NEGATIVE_INFINITY ? Tensors.LOWEST : value);
        }
        return pad.input(x).batch(x.batch());
    }
}
