package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Step;

/** {@code global_avgpool}: the mean of each channel. */
record GlobalAvgPool() implements GlobalPool {

    static final LayerType TYPE = GlobalPool.type("global_avgpool", "The mean of each channel.", GlobalAvgPool::new);

    @Override
    public Step.Reduction operation() {
        return Step.Reduction.SUM;
    }

    @Override
    public Expression result(Expression reduced, Expression count) {
        return reduced.dividedBy(count);
    }
}
