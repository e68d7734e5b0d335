package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code maximum}: the larger of a and b, element by element. */
record Maximum(OptionalDouble number) implements ElementwiseJoin {

    static final LayerType TYPE =
            LayerType.elementwiseJoin("maximum", "The largest of its values, element by element.", Maximum::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.maximum(right);
    }
}
