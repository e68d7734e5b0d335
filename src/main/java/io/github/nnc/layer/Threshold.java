package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code threshold t v}: numbers above t stay, all others become v; PyTorch's {@code Threshold}. */
record Threshold(double threshold, double value) implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "threshold",
            "Numbers that are not above `threshold` become `value`.",
            "any shape to the same",
            "input 3; threshold 0.1 0",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.real("threshold", "above it numbers stay as they are"),
                    Parameter.real("value", "what becomes of the others")),
            arguments -> new Threshold(arguments.real("threshold"), arguments.real("value")));

    @Override
    public Expression apply(Expression x) {
        return new Expression.Select(Expression.Comparison.LESS_OR_EQUAL, x, constant(threshold), constant(value), x);
    }
}
