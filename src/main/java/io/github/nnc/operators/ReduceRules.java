package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many numbers that become one. */
final class ReduceRules {

    static final Map<String, OperatorRule> RULES = Map.ofEntries(
            Map.entry("ReduceMean", reduce("mean", 18)),
            Map.entry("ReduceSum", reduce("sum", 13)),
            Map.entry("ReduceMax", reduce("max", 18)),
            Map.entry("ReduceMin", reduce("min", 18)),
            Map.entry("ReduceProd", reduce("prod", 18)),
            Map.entry("ReduceLogSumExp", reduce("logsumexp", 18)),
            Map.entry("ReduceSumSquare", OperatorRule.of(call -> along(call, "sum", 18, square(call)))),
            Map.entry("ReduceL1", OperatorRule.of(ReduceRules::absolute)),
            Map.entry("ReduceL2", OperatorRule.of(ReduceRules::euclidean)),
            Map.entry("ReduceLogSum", OperatorRule.of(ReduceRules::logSum)),
            Map.entry("ArgMax", OperatorRule.of(call -> argmax(call, call.input(0)))),
            Map.entry(
                    "ArgMin",
                    OperatorRule.of(
                            call -> argmax(call, call.layers().join("mul", call.input(0), Layers.number(-1))))));

    private ReduceRules() {}

    private static OperatorRule reduce(String type, long inputSince) {
        return OperatorRule.of(call -> along(call, type, inputSince, call.input(0)));
    }

    /** Along the axes that an attribute names, or from some version on an input; along all where none is named. */
    private static Operand along(OperatorCall call, String type, long inputSince, Operand operand) {
        Layers layers = call.layers();
        Flowing x = layers.flowing(operand);
        boolean keeps = call.flag("keepdims", true);
        boolean nothing = call.flag("noop_with_empty_axes", false);
        Optional<List<Long>> written = call.wholesOrInput("axes", 1, inputSince).filter(axes -> !axes.isEmpty());
        if (written.isEmpty() && nothing) {
            return x;
        }
        List<Integer> axes = new ArrayList<>();
        if (written.isPresent()) {
            written.get().forEach(axis -> axes.add(layers.axis(x, axis)));
        } else {
            for (int axis = 0; axis < x.rank(); axis++) {
                axes.add(axis);
            }
        }
        return axes.isEmpty() ? x : Moments.reduced(layers, type, x, axes, keeps);
    }

    private static Operand square(OperatorCall call) {
        return call.layers().join("mul", call.input(0), call.input(0));
    }

    private static Operand absolute(OperatorCall call) {
        return along(call, "sum", 18, call.layers().map("abs", call.input(0)));
    }

    private static Operand euclidean(OperatorCall call) {
        return call.layers().map("sqrt", along(call, "sum", 18, square(call)));
    }

    private static Operand logSum(OperatorCall call) {
        return call.layers().map("log", along(call, "sum", 18, call.input(0)));
    }

    /** Places are ids, which are not laid out otherwise: a dimension that stays is put behind the axis before. */
    private static Operand argmax(OperatorCall call, Operand operand) {
        Layers layers = call.layers();
        boolean keeps = call.flag("keepdims", true);
        if (call.flag("select_last_index", false)) {
            throw new Unsupported("attribute `select_last_index` asks for the last of equal numbers");
        }
        Flowing numbers = layers.flowing(operand);
        int axis = layers.axis(numbers, call.whole("axis", 0));
        layers.inner(numbers, axis);
        Flowing x = keeps ? layers.flowing(layers.unsqueeze(numbers, axis + 1)) : numbers;
        return layers.layer("argmax")
                .whole("axis", layers.inner(x, axis))
                .input(x)
                .batch(x.isBatched() && axis < x.batch() ? x.batch() - 1 : x.batch())
                .one();
    }
}
