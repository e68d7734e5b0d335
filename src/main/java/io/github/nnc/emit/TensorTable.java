package io.github.nnc.emit;

import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.support.WeightSlot;
import io.github.nnc.weights.ExpectedTensors;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a class expects, a line each: its own, and the other names of those that layers share.
 *
 * @param text as the generated class holds it
 * @param rows the line of each tensor, by the tensor's name
 */
record TensorTable(String text, Map<String, Integer> rows) {

    TensorTable {
        rows = Collections.unmodifiableMap(new HashMap<>(rows));
    }

    static TensorTable of(Model model) {
        ExpectedTensors expected = ExpectedTensors.of(model);
        Map<String, Integer> rows = new HashMap<>();
        for (LearnedTensor tensor : model.tensors()) {
            rows.put(tensor.name(), expected.index(tensor));
        }
        String text = expected.text();
        return new TensorTable(text.isEmpty() ? "" : text + "\n", rows);
    }

    /** The values of each line, given those of the model's tensors in its order. */
    float[][] values(Model model, List<float[]> tensors) {
        WeightSlot[] slots = WeightSlot.parse(text);
        float[][] values = new float[slots.length][];
        for (int i = 0; i < tensors.size(); i++) {
            values[rows.get(model.tensors().get(i).name())] = tensors.get(i);
        }
        for (int i = 0; i < slots.length; i++) {
            if (slots[i].shared()) {
                values[i] = values[rows.get(slots[i].initial.substring(1))];
            }
        }
        return values;
    }

    int row(String tensor) {
        return rows.get(tensor);
    }
}
