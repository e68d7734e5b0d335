package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.List;
import java.util.Map;

/** Operators on single numbers, and between two of them. */
final class ElementwiseRules {

    static final Map<String, OperatorRule> RULES = Map.ofEntries(
            Map.entry("Add", join("add")),
            Map.entry("Sub", join("sub")),
            Map.entry("Mul", join("mul")),
            Map.entry("Div", join("div")),
            Map.entry("Mod", OperatorRule.of(ElementwiseRules::mod)),
            Map.entry("Max", several("maximum")),
            Map.entry("Min", several("minimum")),
            Map.entry("Sum", several("add")),
            Map.entry("Relu", map("relu")),
            Map.entry("Sigmoid", map("sigmoid")),
            Map.entry("Tanh", map("tanh")),
            Map.entry("Abs", map("abs")),
            Map.entry("Exp", map("exp")),
            Map.entry("Log", map("log")),
            Map.entry("Sqrt", map("sqrt")),
            Map.entry("Erf", map("erf")),
            Map.entry("Floor", map("floor")),
            Map.entry("Ceil", map("ceil")),
            Map.entry("Round", map("round")),
            Map.entry("Sign", map("sign")),
            Map.entry("Sin", map("sin")),
            Map.entry("Cos", map("cos")),
            Map.entry("Softplus", map("softplus")),
            Map.entry("Softsign", map("softsign")),
            Map.entry("Mish", map("mish")),
            Map.entry("HardSwish", map("hard_swish")),
            Map.entry("Pow", OperatorRule.of(ElementwiseRules::pow)),
            Map.entry("Neg", times(-1)),
            Map.entry("Reciprocal", OperatorRule.of(ElementwiseRules::reciprocal)),
            Map.entry("Mean", OperatorRule.of(ElementwiseRules::mean)),
            Map.entry("Identity", OperatorRule.of(call -> call.input(0))));

    private ElementwiseRules() {}

    private static OperatorRule map(String layer) {
        return OperatorRule.of(call -> call.layers().map(layer, call.input(0)));
    }

    private static OperatorRule join(String layer) {
        return OperatorRule.of(call -> call.layers().join(layer, call.input(0), second(call)));
    }

    /** The remainder of numbers that are known, as graphs compute how much is missing to a multiple. */
    private static Operand mod(OperatorCall call) {
        Operand left = call.input(0);
        Operand right = call.input(1);
        if (call.flag("fmod", false)) {
            throw new Unsupported("attribute `fmod` is 1: the remainder has the sign of the first number");
        }
        if (left instanceof Flowing || right instanceof Flowing) {
            throw new Unsupported("the remainder of numbers that the network computes");
        }
        return call.layers().join("mod", left, right);
    }

    /** The second operand; before opset 7 its first dimension could be paired with one that an attribute names. */
    private static Operand second(OperatorCall call) {
        Operand right = call.input(1);
        if (call.version() >= 7) {
            return right;
        }
        call.ignore("consumed_inputs");
        boolean stretches = call.flag("broadcast", false);
        Layers layers = call.layers();
        int rank = layers.rank(call.input(0));
        int axis = (int) call.whole("axis", rank - layers.rank(right));
        Operand result = right;
        for (int missing = rank - (axis < 0 ? axis + rank : axis) - layers.rank(right);
                stretches && missing > 0;
                missing--) {
            result = layers.unsqueeze(result, layers.rank(result));
        }
        return result;
    }

    private static OperatorRule several(String layer) {
        return OperatorRule.of(call -> sum(call, layer));
    }

    private static Operand sum(OperatorCall call, String layer) {
        List<Operand> operands = call.operands();
        Operand result = operands.get(0);
        for (Operand operand : operands.subList(1, operands.size())) {
            result = call.layers().join(layer, result, operand);
        }
        return result;
    }

    private static Operand mean(OperatorCall call) {
        return call.layers()
                .join(
                        "mul",
                        sum(call, "add"),
                        Layers.number(1.0 / call.operands().size()));
    }

    private static OperatorRule times(double factor) {
        return OperatorRule.of(call -> call.layers().join("mul", call.input(0), Layers.number(factor)));
    }

    private static Operand reciprocal(OperatorCall call) {
        return power(call.layers(), call.input(0), -1);
    }

    /** A known exponent is an argument; any other is {@code exp(log(x) * y)}, which needs positive numbers. */
    private static Operand pow(OperatorCall call) {
        Operand exponent = second(call);
        if (exponent instanceof Operand.Constant constant && constant.tensor().size() == 1) {
            return power(call.layers(), call.input(0), Tensors.number(constant.tensor()));
        }
        return call.layers().join("pow", call.input(0), exponent);
    }

    private static Operand power(Layers layers, Operand x, double exponent) {
        return exponent == 0.5 ? layers.map("sqrt", x) : layers.join("pow", x, Layers.number(exponent));
    }
}
