package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.NEGATE;
import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code silu}: x * sigmoid(x), also called swish. */
record Silu() implements Elementwise {

    static final LayerType TYPE =
            LayerType.activation("silu", "The number times its sigmoid.", List.of(), arguments -> new Silu());

    @Override
    public Expression apply(Expression x) {
        return x.dividedBy(x.apply(NEGATE).exp().plus(constant(1)));
    }
}
