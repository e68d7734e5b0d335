package io.github.nnc.operators;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Operand;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Comparisons, truth values, and what is chosen by them. */
final class LogicRules {

    static final Map<String, OperatorRule> RULES = Map.ofEntries(
            Map.entry("Equal", compare("equal", (a, b) -> a == b ? 1 : 0)),
            Map.entry("Greater", compare("greater", (a, b) -> a > b ? 1 : 0)),
            Map.entry("GreaterOrEqual", compare("greater_equal", (a, b) -> a >= b ? 1 : 0)),
            Map.entry("Less", compare("less", (a, b) -> a < b ? 1 : 0)),
            Map.entry("LessOrEqual", compare("less_equal", (a, b) -> a <= b ? 1 : 0)),
            Map.entry("And", compare("mul", (a, b) -> a * b)),
            Map.entry("Or", compare("maximum", Math::max)),
            Map.entry("Xor", compare("not_equal", (a, b) -> a == b ? 0 : 1)),
            Map.entry("Not", OperatorRule.of(LogicRules::not)),
            Map.entry("Where", OperatorRule.of(LogicRules::where)));

    private LogicRules() {}

    private static OperatorRule compare(String layer, DoubleBinaryOperator comparison) {
        return OperatorRule.of(call -> {
            call.ignore("broadcast", "axis");
            Operand left = call.input(0);
            Operand right = call.input(1);
            if (left instanceof Operand.Constant first && right instanceof Operand.Constant second) {
                return new Operand.Constant(call.outputName(0), compared(first.tensor(), second.tensor(), comparison));
            }
            if (left instanceof Operand.Sizes || right instanceof Operand.Sizes) {
                if (!layer.equals("equal")) {
                    throw new Unsupported("lengths that vary are compared");
                }
                return new Operand.Constant(
                        call.outputName(0), SizeMath.equal(SizeMath.sizes(left), SizeMath.sizes(right)));
            }
            Layers layers = call.layers();
            return layers.truth(layers.flowing(layers.join(layer, left, right)));
        });
    }

    private static Tensor compared(Tensor left, Tensor right, DoubleBinaryOperator comparison) {
        return TensorMath.cast(
                TensorMath.combine(TensorMath.floats(left), TensorMath.floats(right), comparison, (a, b) -> 0),
                ElementType.BOOL);
    }

    private static Operand not(OperatorCall call) {
        Layers layers = call.layers();
        if (call.input(0) instanceof Operand.Constant constant) {
            Tensor zero = Tensor.ofReals(List.of(), 0);
            return new Operand.Constant(
                    call.outputName(0), compared(constant.tensor(), zero, (a, b) -> a == b ? 1 : 0));
        }
        return layers.truth(layers.flowing(layers.join("equal", call.input(0), Layers.number(0))));
    }

    /** By a condition that is known one value alone may be chosen; minus infinity is hidden by adding the lowest number. */
    private static Operand where(OperatorCall call) {
        Layers layers = call.layers();
        Operand condition = call.input(0);
        Operand chosen = call.input(1);
        Operand other = call.input(2);
        if (condition instanceof Operand.Constant known) {
            if (chosen instanceof Operand.Constant first && other instanceof Operand.Constant second) {
                return new Operand.Constant(
                        call.outputName(0), TensorMath.choose(known.tensor(), first.tensor(), second.tensor()));
            }
            if (chosen instanceof Operand.Sizes || other instanceof Operand.Sizes) {
                return SizeMath.choose(known.tensor(), SizeMath.sizes(chosen), SizeMath.sizes(other));
            }
            if (isHidden(chosen)) {
                return layers.join("add", other, hiding(call, known.tensor(), true));
            }
            if (isHidden(other)) {
                return layers.join("add", chosen, hiding(call, known.tensor(), false));
            }
        }
        if (condition instanceof Operand.Cut known && (isHidden(chosen) || isHidden(other))) {
            boolean hidden = isHidden(chosen);
            Operand.Constant whole = hiding(call, known.whole().tensor(), hidden);
            return layers.join("add", hidden ? other : chosen, new Operand.Cut(whole, known.extents()));
        }
        if (condition instanceof Operand.Sizes || chosen instanceof Operand.Sizes || other instanceof Operand.Sizes) {
            throw new Unsupported("lengths that vary are chosen");
        }
        return new Joining(layers, "where").stretched(List.of(condition, finite(chosen), finite(other)));
    }

    private static boolean isHidden(Operand operand) {
        return operand instanceof Operand.Constant constant
                && constant.tensor().size() == 1
                && constant.tensor().type().isFloating()
                && constant.tensor().real(0) <= -1e30f;
    }

    private static Operand finite(Operand operand) {
        return isHidden(operand) ? Layers.number(-Float.MAX_VALUE) : operand;
    }

    private static Operand.Constant hiding(OperatorCall call, Tensor condition, boolean hidden) {
        float[] values = new float[condition.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = condition.whole(i) != 0 == hidden ? -Float.MAX_VALUE : 0;
        }
        return new Operand.Constant(call.outputName(0), Tensor.ofReals(condition.extents(), values));
    }
}
