package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;

/** {@code sub}: a - b, element by element. */
record Sub() implements ElementwiseJoin {

    static final LayerType TYPE = LayerType.elementwiseJoin("sub", "The first value minus the others.", new Sub());

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.minus(right);
    }
}
