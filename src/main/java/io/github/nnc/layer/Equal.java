package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code equal}: 1 where a = b, otherwise 0. */
record Equal(OptionalDouble number) implements Comparing {

    static final LayerType TYPE =
            Comparing.type("equal", "Where both values are equal it is 1, elsewhere 0.", Equal::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return Comparing.truth(Expression.Comparison.EQUAL, left, right);
    }
}
