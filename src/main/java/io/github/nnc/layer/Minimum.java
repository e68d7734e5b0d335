package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code minimum}: the smaller of a and b, element by element. */
record Minimum(OptionalDouble number) implements ElementwiseJoin {

    static final LayerType TYPE =
            LayerType.elementwiseJoin("minimum", "The smallest of its values, element by element.", Minimum::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.minimum(right);
    }
}
