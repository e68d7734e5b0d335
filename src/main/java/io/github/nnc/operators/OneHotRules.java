package io.github.nnc.operators;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** For each index a line of numbers, one of which is another than the rest. */
final class OneHotRules {

    static final Map<String, OperatorRule> RULES = Map.of("OneHot", OperatorRule.of(OneHotRules::oneHot));

    private OneHotRules() {}

    private static Operand oneHot(OperatorCall call) {
        Layers layers = call.layers();
        Operand indices = call.input(0);
        long depth = (long) Tensors.number(call.known(1, "`depth`"));
        TensorMath.checkStretched(List.of(depth));
        int rank = layers.rank(indices) + 1;
        int axis = Layers.axis(rank, call.whole("axis", -1));
        Operand lines = indices instanceof Flowing ids && ids.value().type().isIds()
                ? ofIds(layers, ids, depth)
                : ofNumbers(layers, indices, depth);
        List<Integer> order = new ArrayList<>();
        for (int d = 0; d < rank - 1; d++) {
            order.add(d);
        }
        order.add(axis, rank - 1);
        return between(call, axis == rank - 1 ? lines : layers.permute(lines, order));
    }

    /** A network refuses ids that are none, of which the operator would make lines of equal numbers. */
    private static Operand ofIds(Layers layers, Flowing ids, long depth) {
        Flowing lines = layers.ofOne(
                layers.layer("one_hot").input(ids).batch(ids.batch()).one());
        long vocabulary = ids.value().type().vocabulary().orElseThrow();
        int axis = lines.rank() - 1;
        if (vocabulary >= depth) {
            return layers.slice(lines, axis, 0, depth, 1);
        }
        return layers.layer("pad")
                .sizes("padding", List.of(0L, depth - vocabulary))
                .whole("axis", layers.inner(lines, axis))
                .input(lines)
                .batch(lines.batch())
                .one();
    }

    /** Numbers are compared with each place; negative ones count from the end, those that are not whole are at none. */
    private static Operand ofNumbers(Layers layers, Operand indices, long depth) {
        long[] places = new long[Math.toIntExact(depth)];
        Arrays.setAll(places, i -> i);
        Operand all = new Operand.Constant("places", Tensor.ofWholes(ElementType.INT64, List.of(depth), places));
        Operand column = layers.unsqueeze(indices, layers.rank(indices));
        if (indices instanceof Operand.Constant known) {
            Tensor own = TensorMath.floats(((Operand.Constant) column).tensor());
            Tensor back = TensorMath.combine(own, number(0), (a, b) -> a < b ? depth : 0, Math::min);
            Tensor counted = TensorMath.join("add", own, back);
            return new Operand.Constant(
                    known.name(),
                    TensorMath.combine(
                            counted,
                            TensorMath.floats(((Operand.Constant) all).tensor()),
                            (a, b) -> a == b ? 1 : 0,
                            Math::min));
        }
        Operand back = layers.join("mul", layers.join("less", column, Layers.number(0)), Layers.number(depth));
        return layers.join("equal", layers.join("add", back, column), all);
    }

    private static Tensor number(float value) {
        return Tensor.ofReals(List.of(), value);
    }

    /** From 0 and 1 to the two numbers that are asked for. */
    private static Operand between(OperatorCall call, Operand lines) {
        Layers layers = call.layers();
        Operand off = layers.squeeze(layers.slice(call.input(2), 0, 0, 1, 1), 0);
        Operand on = layers.squeeze(layers.slice(call.input(2), 0, 1, 2, 1), 0);
        return layers.join("add", layers.join("mul", lines, layers.join("sub", on, off)), off);
    }
}
