package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.ABS;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code abs}: the distance from 0. */
record Abs() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "abs",
            "Numbers below 0 lose their sign.",
            "any shape to the same",
            "input 3; abs",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Abs());

    @Override
    public Expression apply(Expression x) {
        return x.apply(ABS);
    }
}
