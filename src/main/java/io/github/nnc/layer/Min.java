package io.github.nnc.layer;

import io.github.nnc.kernel.Step;

/** {@code min}: the smallest number along axes. */
record Min(Along along) implements AxisReduction {

    static final LayerType TYPE =
            AxisReduction.type("min", "The smallest number along axes, which are dropped.", Min::new);

    @Override
    public Step.Reduction operation() {
        return Step.Reduction.MINIMUM;
    }
}
