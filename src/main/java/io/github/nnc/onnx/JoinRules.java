package io.github.nnc.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Layers that join several values. */
final class JoinRules {

    static final Map<String, OnnxRule> RULES = Map.ofEntries(
            Map.entry("add", arithmetic("Add")),
            Map.entry("sub", arithmetic("Sub")),
            Map.entry("mul", arithmetic("Mul")),
            Map.entry("div", arithmetic("Div")),
            Map.entry("pow", arithmetic("Pow")),
            Map.entry("maximum", arithmetic("Max")),
            Map.entry("minimum", arithmetic("Min")),
            Map.entry("greater", comparison("Greater")),
            Map.entry("greater_equal", comparison("GreaterOrEqual")),
            Map.entry("less", comparison("Less")),
            Map.entry("less_equal", comparison("LessOrEqual")),
            Map.entry("equal", comparison("Equal")),
            Map.entry("not_equal", OnnxRule.stretching(at -> number(at, at.operator("Not", folded(at, "Equal"))))),
            Map.entry("where", OnnxRule.stretching(JoinRules::where)),
            Map.entry("masked_fill", OnnxRule.stretching(JoinRules::maskedFill)),
            Map.entry("concat", OnnxRule.of(JoinRules::concat)),
            Map.entry("matmul", OnnxRule.stretching(JoinRules::matmul)));

    private static final int FLOAT = 1;
    private static final int BOOL = 9;

    private JoinRules() {}

    private static OnnxRule arithmetic(String type) {
        return OnnxRule.stretching(at -> folded(at, type));
    }

    private static OnnxRule comparison(String type) {
        return OnnxRule.stretching(at -> number(at, folded(at, type)));
    }

    /** From left to right, with a number in the place of the last value where there is one. */
    private static String folded(Application at, String type) {
        List<String> operands = new ArrayList<>(at.inputs());
        String parameter = at.node().type().number().orElseThrow().name();
        OptionalDouble number = at.arguments().optionalReal(parameter);
        if (number.isPresent()) {
            operands.add(at.number(number.getAsDouble()));
        }
        String result = operands.get(0);
        for (String operand : operands.subList(1, operands.size())) {
            result = at.operator(type, result, operand);
        }
        return result;
    }

    /** A truth value as 0 or 1. */
    private static String number(Application at, String truth) {
        return at.operator("Cast", List.of(truth), Attributes.whole("to", FLOAT));
    }

    /** Whether a number is not 0. */
    private static String truth(Application at, String number) {
        return at.operator("Cast", List.of(number), Attributes.whole("to", BOOL));
    }

    private static String where(Application at) {
        return at.operator(
                "Where", truth(at, at.x()), at.inputs().get(1), at.inputs().get(2));
    }

    private static String maskedFill(Application at) {
        int mask = at.arguments().input("mask").orElseThrow();
        String covered = truth(at, at.inputs().get(mask));
        return at.operator("Where", covered, at.number(at.arguments().real("value")), at.x());
    }

    private static String concat(Application at) {
        long axis = at.dimension(at.arguments().optionalWhole("axis").orElse(0));
        return at.operator("Concat", at.inputs(), Attributes.whole("axis", axis));
    }

    /**
     * Stacks are matched from the last dimension on, so that behind the batch both need as many dimensions; a vector
     * becomes a matrix of one row or column first.
     */
    private static String matmul(Application at) {
        int left = at.shape(0).rank();
        int right = at.shape(1).rank();
        int rank = Math.max(2, Math.max(left, right));
        String a = left == 1 ? at.operator("Unsqueeze", at.x(), at.wholes(1L)) : at.x();
        String b = right == 1
                ? at.operator("Unsqueeze", at.inputs().get(1), at.wholes(2L))
                : at.inputs().get(1);
        String product = at.operator(
                "MatMul", stacked(at, a, Math.max(2, left), rank), stacked(at, b, Math.max(2, right), rank));
        List<Long> dropped = new ArrayList<>();
        if (left == 1) {
            dropped.add(rank - 1L);
        }
        if (right == 1) {
            dropped.add((long) rank);
        }
        return dropped.isEmpty()
                ? product
                : at.operator("Squeeze", product, at.graph().wholes(dropped));
    }

    private static String stacked(Application at, String value, int rank, int wanted) {
        List<Long> added = new ArrayList<>();
        for (long d = 1; d <= wanted - rank; d++) {
            added.add(d);
        }
        return added.isEmpty()
                ? value
                : at.operator("Unsqueeze", value, at.graph().wholes(added));
    }
}
