package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.EXPM1;
import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code elu}: x above 0, alpha * (exp(x) - 1) elsewhere (Clevert et al., 2015). */
record Elu(double alpha) implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "elu",
            "The number itself where it is positive, otherwise a curve down to -alpha.",
            List.of(Parameter.real("alpha", 1, "how far below 0 it goes")),
            arguments -> new Elu(arguments.real("alpha")));

    @Override
    public Expression apply(Expression x) {
        return x.maximum(constant(0)).plus(x.minimum(constant(0)).apply(EXPM1).times(constant(alpha)));
    }
}
