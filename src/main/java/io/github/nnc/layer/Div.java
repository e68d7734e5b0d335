package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;

/** {@code div}: a / b, element by element. */
record Div() implements ElementwiseJoin {

    static final LayerType TYPE =
            LayerType.elementwiseJoin("div", "The first value divided by the others, element by element.", new Div());

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.dividedBy(right);
    }
}
