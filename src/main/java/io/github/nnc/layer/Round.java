package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.ROUND;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code round}: the nearest whole number. */
record Round() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "round",
            "The nearest whole number; of two as near the even one, as in PyTorch.",
            "any shape to the same",
            "input 3; round",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Round());

    @Override
    public Expression apply(Expression x) {
        return x.apply(ROUND);
    }
}
