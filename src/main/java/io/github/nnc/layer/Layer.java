package io.github.nnc.layer;

import io.github.nnc.tensor.TensorType;
import java.util.List;

/** One layer of a model, its arguments bound. Immutable. */
public interface Layer {

    /**
     * The types of its outputs for the inputs at hand. A misfit is reported once through {@link Inference#reject}, whose
     * empty list is returned.
     */
    List<TensorType> outputs(Inference inference);

    /**
     * The names of its outputs, one for each. The first is the chain's value and has none; paths reach the others, as
     * {@code rnn.h}.
     */
    default List<String> outputNames() {
        return List.of("");
    }

    /**
     * The tensors it learns, in the order of PyTorch's {@code state_dict}; called only with inputs that fit. The number
     * of parameters is derived from this list and written nowhere else.
     */
    default List<WeightSpec> weights(List<TensorType> inputs) {
        return List.of();
    }

    /** What it takes the two dimensions of a matrix for. */
    default Reading reading() {
        return Reading.FREE;
    }

    /** Whether a call depends on those before it: only then may {@link #lower} write to states and use counters. */
    default boolean carries() {
        return false;
    }

    /** Writes the forward pass in the loop IR; called only with inputs that fit. */
    void lower(Lowering lowering);
}
