package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code pow exponent}: each number to a power; of a number below 0 only whole powers exist, others are NaN. */
record Pow(double exponent) implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "pow",
            "Each number to a power; below 0 only whole powers exist, others are NaN.",
            "any shape to the same",
            "input 3; pow 2",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.real("exponent", "the power, a number of any sign")),
            arguments -> new Pow(arguments.real("exponent")));

    /** A square is a product, which rounds once and needs no call. */
    @Override
    public Expression apply(Expression x) {
        return exponent == 2
                ? x.times(x)
                : new Expression.Binary(Expression.BinaryOperator.POWER, x, Expression.constant(exponent));
    }
}
