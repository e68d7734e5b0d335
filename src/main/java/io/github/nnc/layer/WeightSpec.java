package io.github.nnc.layer;

import io.github.nnc.tensor.Shape;

/**
 * A tensor that a layer learns.
 *
 * @param name PyTorch's name of it within the module, {@code weight} or {@code out_proj.bias}
 */
public record WeightSpec(String name, Shape shape, Initialisation initialisation) {

    /** A bias shifts and does not weigh: summaries count the two apart. */
    public boolean isBias() {
        return name.endsWith("bias");
    }
}
