package io.github.nnc.layer;

import io.github.nnc.tensor.Shape;
import java.util.List;

/**
 * A tensor that a layer keeps in weight files.
 *
 * @param name PyTorch's name of it within the module, {@code weight} or {@code out_proj.bias}
 * @param learned whether training finds it by gradients; what PyTorch calls a buffer, a running mean, is none of the
 *     parameters
 * @param spellings how else files hold it
 */
public record WeightSpec(
        String name, Shape shape, Initialisation initialisation, boolean learned, List<Spelling> spellings) {

    public WeightSpec {
        spellings = List.copyOf(spellings);
    }

    /** A learned tensor. */
    public WeightSpec(String name, Shape shape, Initialisation initialisation) {
        this(name, shape, initialisation, true, List.of());
    }

    /** What PyTorch calls a buffer. */
    static WeightSpec buffer(String name, Shape shape, double initial) {
        return new WeightSpec(name, shape, Initialisation.constant(initial), false, List.of());
    }

    /** The same, which files may also hold in these ways. */
    WeightSpec or(Spelling... others) {
        return new WeightSpec(name, shape, initialisation, learned, List.of(others));
    }

    /** A bias shifts and does not weigh: summaries count the two apart. */
    public boolean isBias() {
        return name.matches("(.*[._])?bias(_.*)?");
    }
}
