package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.NEGATE;
import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code sigmoid}: 1 / (1 + exp(-x)); where the exponential overflows, the quotient is the 0 it tends to. */
record Sigmoid() implements Elementwise {

    static final LayerType TYPE =
            LayerType.activation("sigmoid", "An S-shaped curve from 0 to 1.", List.of(), arguments -> new Sigmoid());

    @Override
    public Expression apply(Expression x) {
        return constant(1).dividedBy(x.apply(NEGATE).exp().plus(constant(1)));
    }
}
