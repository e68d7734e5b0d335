package io.github.nnc.cli;

import io.github.nnc.inmemory.Network;
import io.github.nnc.model.Model;
import java.util.ArrayList;
import java.util.List;

/** Calls a network, and says plainly what it refuses. */
record Runner(Model model, Network network) {

    /**
     * The outputs of one call, ids as numbers.
     *
     * @param where the example stands, for messages
     */
    List<float[]> call(Object[] inputs, String where) {
        Object[] results;
        try {
            results = network.forward(inputs);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw Failure.input(where + ": " + e.getMessage());
        }
        List<float[]> outputs = new ArrayList<>();
        for (Object result : results) {
            outputs.add(numbers(result));
        }
        return outputs;
    }

    /** Numbers as they are; ids as numbers. */
    static float[] numbers(Object array) {
        if (!(array instanceof int[] ids)) {
            return (float[]) array;
        }
        float[] values = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            values[i] = ids[i];
        }
        return values;
    }
}
