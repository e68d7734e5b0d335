package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code greater_equal}: 1 where a &gt;= b, otherwise 0. */
record GreaterEqual(OptionalDouble number) implements Comparing {

    static final LayerType TYPE = Comparing.type(
            "greater_equal",
            "Where the first value is greater than the second, or equal it is 1, elsewhere 0.",
            GreaterEqual::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return Comparing.truth(Expression.Comparison.LESS_OR_EQUAL, right, left);
    }
}
