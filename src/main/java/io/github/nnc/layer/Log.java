package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.LOG;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code log}: the natural logarithm, which is NaN below 0. */
record Log() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "log",
            "The natural logarithm; of 0 it is minus infinity, below that there is none (NaN).",
            "any shape to the same",
            "input 3; softplus; log",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Log());

    @Override
    public Expression apply(Expression x) {
        return x.apply(LOG);
    }
}
