package io.github.nnc.emit;

import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.weights.ExpectedTensors;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a class expects, a line each: its own, and the other names of those that layers share.
 *
 * @param text as the generated class holds it
 * @param targets for each line that of the tensor whose values it has
 * @param rows the line of each tensor, by the tensor's name
 */
record TensorTable(String text, List<Integer> targets, Map<String, Integer> rows) {

    TensorTable {
        targets = List.copyOf(targets);
        rows = Collections.unmodifiableMap(new HashMap<>(rows));
    }

    static TensorTable of(Model model) {
        ExpectedTensors expected = ExpectedTensors.of(model);
        Map<String, Integer> rows = new HashMap<>();
        for (LearnedTensor tensor : model.tensors()) {
            rows.put(tensor.name(), expected.index(tensor));
        }
        String text = expected.text();
        List<Integer> targets = expected.slots().stream()
                .map(slot -> expected.index(slot.tensor()))
                .toList();
        return new TensorTable(text.isEmpty() ? "" : text + "\n", targets, rows);
    }

    /** The values of each line, given those of the model's tensors in its order. */
    float[][] values(Model model, List<float[]> tensors) {
        Map<Integer, float[]> own = new HashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            own.put(rows.get(model.tensors().get(i).name()), tensors.get(i));
        }
        return targets.stream().map(own::get).toArray(float[][]::new);
    }

    /** Whether files may hold a tensor in more ways than one, so that a line has more than three words. */
    boolean hasVariants() {
        return text.lines().anyMatch(line -> line.split(" ").length > 3);
    }

    int row(String tensor) {
        return rows.get(tensor);
    }
}
