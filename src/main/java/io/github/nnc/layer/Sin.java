package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.SIN;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code sin}: the sine. */
record Sin() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "sin",
            "The sine of each number, an angle in radians.",
            "any shape to the same",
            "input 3; sin",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Sin());

    @Override
    public Expression apply(Expression x) {
        return x.apply(SIN);
    }
}
