package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.COS;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code cos}: the cosine. */
record Cos() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "cos",
            "The cosine of each number, an angle in radians.",
            "any shape to the same",
            "input 3; cos",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Cos());

    @Override
    public Expression apply(Expression x) {
        return x.apply(COS);
    }
}
