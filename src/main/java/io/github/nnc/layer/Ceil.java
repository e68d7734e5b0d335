package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.CEIL;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code ceil}: the smallest whole number that is not below. */
record Ceil() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "ceil",
            "The smallest whole number that is not below each number.",
            "any shape to the same",
            "input 3; ceil",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Ceil());

    @Override
    public Expression apply(Expression x) {
        return x.apply(CEIL);
    }
}
