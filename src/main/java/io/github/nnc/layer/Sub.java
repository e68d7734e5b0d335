package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code sub}: a - b, element by element. */
record Sub(OptionalDouble number) implements ElementwiseJoin {

    static final LayerType TYPE = LayerType.elementwiseJoin("sub", "The first value minus the others.", Sub::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.minus(right);
    }
}
