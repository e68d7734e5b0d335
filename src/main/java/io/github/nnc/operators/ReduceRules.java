package io.github.nnc.operators;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** What makes one number of two, where whole numbers are known. */
    private static final Map<String, String> COMBINING =
            Map.of("prod", "mul", "sum", "add", "max", "maximum", "min", "minimum");

    private static final Tensor FIRST = Tensor.ofWholes(ElementType.INT64, List.of(1L), 0);

    private ReduceRules() {}

    private static OperatorRule reduce(String type, long inputSince) {
        return OperatorRule.of(call -> along(call, type, inputSince, call.input(0)));
    }

    /** Along the axes that an attribute names, or from some version on an input; along all where none is named. */
    private static Operand along(OperatorCall call, String type, long inputSince, Operand operand) {
        Layers layers = call.layers();
        boolean keeps = call.flag("keepdims", true);
        boolean nothing = call.flag("noop_with_empty_axes", false);
        Optional<List<Long>> written = call.wholesOrInput("axes", 1, inputSince).filter(axes -> !axes.isEmpty());
        if (written.isEmpty() && nothing) {
            return operand;
        }
        int rank = layers.rank(operand);
        List<Integer> axes = new ArrayList<>();
        if (written.isPresent()) {
            written.get().forEach(axis -> axes.add(Layers.axis(rank, axis)));
        } else {
            for (int axis = 0; axis < rank; axis++) {
                axes.add(axis);
            }
        }
        if (axes.isEmpty()) {
            return operand;
        }
        boolean wholes = operand instanceof Operand.Constant known
                && known.tensor().type().isWhole()
                && known.tensor().size() > 0;
        if (COMBINING.containsKey(type) && (wholes || operand instanceof Operand.Sizes)) {
            return combined(layers, COMBINING.get(type), operand, axes, keeps);
        }
        return Moments.reduced(layers, type, layers.flowing(operand), axes, keeps);
    }

    /** Arithmetic on shapes: whole numbers that are known, or of which some are lengths that vary. */
    private static Operand combined(Layers layers, String join, Operand operand, List<Integer> axes, boolean keeps) {
        if (operand instanceof Operand.Sizes sizes) {
            Operand result = SizeMath.gather(sizes, FIRST);
            for (int i = 1; i < sizes.values().size(); i++) {
                Tensor next = Tensor.ofWholes(ElementType.INT64, List.of(1L), i);
                result = layers.join(join, result, SizeMath.gather(sizes, next));
            }
            return keeps ? result : layers.squeeze(result, 0);
        }
        Operand result = operand;
        for (int axis : axes) {
            long length = layers.extents(result).get(axis).max();
            Operand all = layers.slice(result, axis, 0, 1, 1);
            for (long place = 1; place < length; place++) {
                all = layers.join(join, all, layers.slice(result, axis, place, place + 1, 1));
            }
            result = all;
        }
        List<Integer> backwards = new ArrayList<>(axes);
        backwards.sort(Comparator.reverseOrder());
        for (int axis : backwards) {
            result = keeps ? result : layers.squeeze(result, axis);
        }
        return result;
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
