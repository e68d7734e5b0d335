package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;

/** {@code add}: a + b, element by element. */
record Add() implements ElementwiseJoin {

    static final LayerType TYPE = LayerType.elementwiseJoin("add", "The sum of its values.", new Add());

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.plus(right);
    }
}
