package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code less_equal}: 1 where a &lt;= b, otherwise 0. */
record LessEqual(OptionalDouble number) implements Comparing {

    static final LayerType TYPE = Comparing.type(
            "less_equal",
            "Where the first value is less than the second, or equal it is 1, elsewhere 0.",
            LessEqual::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return Comparing.truth(Expression.Comparison.LESS_OR_EQUAL, left, right);
    }
}
