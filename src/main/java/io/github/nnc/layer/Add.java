package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code add}: a + b, element by element. */
record Add(OptionalDouble number) implements ElementwiseJoin {

    static final LayerType TYPE = LayerType.elementwiseJoin("add", "The sum of its values.", Add::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.plus(right);
    }
}
