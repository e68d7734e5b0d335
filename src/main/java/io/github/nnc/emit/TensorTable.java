package io.github.nnc.emit;

import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.weights.ExpectedTensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tensors that a class expects, one line each, also under the names by which shared tensors may stand in a file. */
final class TensorTable {

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** One line: the tensor itself, or another name for it. */
    record Row(String line, LearnedTensor tensor, boolean shared) {}

    private TensorTable() {}

    static TensorTable of(Model model) {
        TensorTable table = new TensorTable();
        ExpectedTensors expected = ExpectedTensors.of(model);
        for (ExpectedTensors.Slot slot : expected.slots()) {
            boolean shared = expected.index(slot.tensor()) != table.rows.size();
            if (!shared) {
                table.places.put(slot.tensor().name(), table.rows.size());
            }
            table.rows.add(new Row(slot.line(), slot.tensor(), shared));
        }
        return table;
    }

    List<Row> rows() {
        return rows;
    }

    String text() {
        return rows.stream().map(Row::line).collect(Collectors.joining("\n"));
    }

    /** The values of all rows, given those of the model's tensors in its order. */
    List<float[]> values(Model model, List<float[]> tensors) {
        Map<String, float[]> byName = new HashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            byName.put(model.tensors().get(i).name(), tensors.get(i));
        }
        return rows.stream().map(row -> byName.get(row.tensor().name())).toList();
    }

    /** The row that holds a tensor itself. */
    int rowOf(String name) {
        return places.get(name);
    }
}
