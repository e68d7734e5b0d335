package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.FLOOR;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code floor}: the largest whole number that is not above. */
record Floor() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "floor",
            "The largest whole number that is not above each number.",
            "any shape to the same",
            "input 3; floor",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Floor());

    @Override
    public Expression apply(Expression x) {
        return x.apply(FLOOR);
    }
}
