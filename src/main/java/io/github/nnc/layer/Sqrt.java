package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.SQRT;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code sqrt}: the square root, which is NaN below 0. */
record Sqrt() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "sqrt",
            "The square root; below 0 there is none (NaN).",
            "any shape to the same",
            "input 3; abs; sqrt",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Sqrt());

    @Override
    public Expression apply(Expression x) {
        return x.apply(SQRT);
    }
}
