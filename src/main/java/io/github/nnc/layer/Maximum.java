package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;

/** {@code maximum}: the larger of a and b, element by element. */
record Maximum() implements ElementwiseJoin {

    static final LayerType TYPE =
            LayerType.elementwiseJoin("maximum", "The largest of its values, element by element.", new Maximum());

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.maximum(right);
    }
}
