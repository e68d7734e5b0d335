package io.github.nnc.layer;

import io.github.nnc.kernel.Step;

/** {@code max}: the largest number along axes. */
record Max(Along along) implements AxisReduction {

    static final LayerType TYPE =
            AxisReduction.type("max", "The largest number along axes, which are dropped.", Max::new);

    @Override
    public Step.Reduction operation() {
        return Step.Reduction.MAXIMUM;
    }
}
