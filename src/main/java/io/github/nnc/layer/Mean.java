package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Step;

/** {@code mean}: the average along axes. */
record Mean(Along along) implements AxisReduction {

    static final LayerType TYPE = AxisReduction.type("mean", "The average along axes, which are dropped.", Mean::new);

    @Override
    public Step.Reduction operation() {
        return Step.Reduction.SUM;
    }

    @Override
    public Expression result(Expression reduced, Expression count) {
        return reduced.dividedBy(count);
    }
}
