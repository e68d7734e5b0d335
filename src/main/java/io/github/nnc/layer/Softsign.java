package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.ABS;
import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code softsign}: x / (1 + |x|). */
record Softsign() implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "softsign", "An S-shaped curve from -1 to 1 that flattens slowly.", List.of(), arguments -> new Softsign());

    @Override
    public Expression apply(Expression x) {
        return x.dividedBy(x.apply(ABS).plus(constant(1)));
    }
}
