package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code greater}: 1 where a &gt; b, otherwise 0. */
record Greater(OptionalDouble number) implements Comparing {

    static final LayerType TYPE = Comparing.type(
            "greater", "Where the first value is greater than the second it is 1, elsewhere 0.", Greater::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return Comparing.truth(Expression.Comparison.LESS, right, left);
    }
}
