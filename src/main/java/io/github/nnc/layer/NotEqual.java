package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code not_equal}: 1 where a and b differ, otherwise 0. */
record NotEqual(OptionalDouble number) implements Comparing {

    static final LayerType TYPE =
            Comparing.type("not_equal", "Where the values differ it is 1, elsewhere 0.", NotEqual::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return new Expression.Select(
                Expression.Comparison.EQUAL, left, right, Expression.constant(0), Expression.constant(1));
    }
}
