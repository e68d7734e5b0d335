package io.github.nnc.layer;

import io.github.nnc.kernel.Step;

/** {@code sum}: the sum along axes. */
record Sum(Along along) implements AxisReduction {

    static final LayerType TYPE = AxisReduction.type("sum", "The sum along axes, which are dropped.", Sum::new);

    @Override
    public Step.Reduction operation() {
        return Step.Reduction.SUM;
    }
}
