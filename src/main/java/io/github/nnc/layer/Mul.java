package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code mul}: a * b, element by element. */
record Mul(OptionalDouble number) implements ElementwiseJoin {

    static final LayerType TYPE =
            LayerType.elementwiseJoin("mul", "The product of its values, element by element.", Mul::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.times(right);
    }
}
