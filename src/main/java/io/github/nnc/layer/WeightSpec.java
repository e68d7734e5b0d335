package io.github.nnc.layer;

import io.github.nnc.tensor.Shape;

/**
 * A tensor that a layer keeps in weight files.
 *
 * @param name PyTorch's name of it within the module, {@code weight} or {@code out_proj.bias}
 * @param learned whether training finds it by gradients; what PyTorch calls a buffer, a running mean, is none of the
 *     parameters
 */
public record WeightSpec(String name, Shape shape, Initialisation initialisation, boolean learned) {

    /** A learned tensor. */
    public WeightSpec(String name, Shape shape, Initialisation initialisation) {
        this(name, shape, initialisation, true);
    }

    /** What PyTorch calls a buffer. */
    static WeightSpec buffer(String name, Shape shape, double initial) {
        return new WeightSpec(name, shape, Initialisation.constant(initial), false);
    }

    /** A bias shifts and does not weigh: summaries count the two apart. */
    public boolean isBias() {
        return name.endsWith("bias");
    }
}
