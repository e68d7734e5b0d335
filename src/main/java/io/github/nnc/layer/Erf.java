package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.ERF;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code erf}: the error function. */
record Erf() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "erf",
            "The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to each number.",
            "any shape to the same",
            "input 3; erf",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Erf());

    @Override
    public Expression apply(Expression x) {
        return x.apply(ERF);
    }
}
