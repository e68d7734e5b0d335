package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.OptionalDouble;

/** {@code div}: a / b, element by element. */
record Div(OptionalDouble number) implements ElementwiseJoin {

    static final LayerType TYPE =
            LayerType.elementwiseJoin("div", "The first value divided by the others, element by element.", Div::new);

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.dividedBy(right);
    }
}
