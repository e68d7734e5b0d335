package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.TANH;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code mish}: x * tanh(softplus(x)) (Misra, 2019). */
record Mish() implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "mish", "The number times the hyperbolic tangent of its softplus.", List.of(), arguments -> new Mish());

    @Override
    public Expression apply(Expression x) {
        return x.times(Softplus.stable(x).apply(TANH));
    }
}
