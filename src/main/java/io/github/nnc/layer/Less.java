package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code less}: 1 where a &lt; b, otherwise 0. */
record Less(OptionalDouble number) implements Comparing {

    static final LayerType TYPE =
            Comparing.type("less", "Where the first value is less than the second it is 1, elsewhere 0.", Less::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return Comparing.truth(Expression.Comparison.LESS, left, right);
    }
}
