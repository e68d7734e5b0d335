package io.github.nnc.emit;

import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Rewriter;

/** Puts an expression in the place of the reduced value. */
final class Reducing extends Rewriter {

    private final Expression value;

    private Reducing(Expression value) {
        this.value = value;
    }

    static Expression replace(Expression epilogue, Expression value) {
        return new Reducing(value).rewrite(epilogue);
    }

    @Override
    protected Expression reduced() {
        return value;
    }
}
