package io.github.nnc.operators;

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
            Map.entry("Softplus", map("softplus")),
            Map.entry("Softsign", map("softsign")),
            Map.entry("Mish", map("mish")),
            Map.entry("HardSwish", map("hard_swish")),
            Map.entry("Identity", OperatorRule.of(call -> call.input(0))));

    private ElementwiseRules() {}

    private static OperatorRule map(String layer) {
        return OperatorRule.of(call -> call.layers().map(layer, call.flowing(0)));
    }

    private static OperatorRule join(String layer) {
        return OperatorRule.of(call -> call.layers().join(layer, call.input(0), call.input(1)));
    }

    private static OperatorRule several(String layer) {
        return OperatorRule.of(call -> {
            List<Operand> operands = call.operands();
            Operand result = operands.get(0);
            for (Operand operand : operands.subList(1, operands.size())) {
                result = call.layers().join(layer, result, operand);
            }
            return result;
        });
    }
}
