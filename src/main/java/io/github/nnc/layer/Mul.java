package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;

/** {@code mul}: a * b, element by element. */
record Mul() implements ElementwiseJoin {

    static final LayerType TYPE =
            LayerType.elementwiseJoin("mul", "The product of its values, element by element.", new Mul());

    @Override
    public Expression combine(Expression left, Expression right) {
        return left.times(right);
    }
}
