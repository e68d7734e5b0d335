package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.EXP;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code exp}: the exponential. */
record Exp() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "exp",
            "e to the power of each number.",
            "any shape to the same",
            "input 3; exp",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Exp());

    @Override
    public Expression apply(Expression x) {
        return x.apply(EXP);
    }
}
