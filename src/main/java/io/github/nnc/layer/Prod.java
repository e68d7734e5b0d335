package io.github.nnc.layer;

import io.github.nnc.kernel.Step;

/** {@code prod}: the product of all numbers along axes. */
record Prod(Along along) implements AxisReduction {

    static final LayerType TYPE =
            AxisReduction.type("prod", "The product of all numbers along axes, which are dropped.", Prod::new);

    @Override
    public Step.Reduction operation() {
        return Step.Reduction.PRODUCT;
    }
}
