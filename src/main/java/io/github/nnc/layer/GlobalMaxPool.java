package io.github.nnc.layer;

import io.github.nnc.kernel.Step;

/** {@code global_maxpool}: the largest number of each channel. */
record GlobalMaxPool() implements GlobalPool {

    static final LayerType TYPE =
            GlobalPool.type("global_maxpool", "The largest number of each channel.", GlobalMaxPool::new);

    @Override
    public Step.Reduction operation() {
        return Step.Reduction.MAXIMUM;
    }
}
