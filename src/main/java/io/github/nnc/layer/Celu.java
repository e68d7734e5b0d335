package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.EXPM1;
import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code celu}: x above 0, alpha * (exp(x / alpha) - 1) elsewhere (Barron, 2017). */
record Celu(double alpha) implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "celu",
            "An elu whose slope is continuous for every alpha.",
            List.of(Parameter.real("alpha", 1, "how far below 0 it goes").positive()),
            arguments -> new Celu(arguments.real("alpha")));

    @Override
    public Expression apply(Expression x) {
        Expression below = x.dividedBy(constant(alpha)).minimum(constant(0));
        return x.maximum(constant(0)).plus(below.apply(EXPM1).times(constant(alpha)));
    }
}
