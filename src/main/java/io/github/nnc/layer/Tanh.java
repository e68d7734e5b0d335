package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.TANH;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code tanh}: the hyperbolic tangent. */
record Tanh() implements Elementwise {

    static final LayerType TYPE =
            LayerType.activation("tanh", "An S-shaped curve from -1 to 1.", List.of(), arguments -> new Tanh());

    @Override
    public Expression apply(Expression x) {
        return x.apply(TANH);
    }
}
