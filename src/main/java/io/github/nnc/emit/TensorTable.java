package io.github.nnc.emit;

import io.github.nnc.layer.Initialisation;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tensors that a class expects, one line each, in the order of the model's nodes.
 *
 * @param rows also the names under which shared tensors may stand in a file
 */
record TensorTable(List<Row> rows) {

    /** One line: the tensor itself, or another name for it. */
    record Row(String line, LearnedTensor tensor, boolean shared) {}

    static TensorTable of(Model model) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Node node : model.nodes()) {
            List<WeightSpec> specs = node.layer()
                    .weights(node.inputs().stream().map(v -> v.type()).toList());
            for (WeightSpec spec : specs) {
                Node.TensorUse use = node.tensors().get(spec.name());
                String own = spec.name().isEmpty() ? node.path() : node.path() + "." + spec.name();
                LearnedTensor tensor = use.tensor();
                if (own.equals(tensor.name())) {
                    rows.put(own, own(tensor));
                } else {
                    rows.putIfAbsent(own, shared(node.path(), spec, tensor));
                }
            }
        }
        for (LearnedTensor tensor : model.tensors()) {
            rows.putIfAbsent(tensor.name(), own(tensor));
        }
        return new TensorTable(List.copyOf(rows.values()));
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
        List<float[]> values = new ArrayList<>();
        rows.forEach(row -> values.add(byName.get(row.tensor().name())));
        return values;
    }

    /** The row that holds a tensor itself. */
    int rowOf(String name) {
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).shared() && rows.get(i).tensor().name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("no row for " + name);
    }

    private static Row own(LearnedTensor tensor) {
        boolean moduleOnly = tensor.spec().name().isEmpty();
        String module = moduleOnly ? "" : tensor.module();
        String parameter = moduleOnly ? tensor.module() : tensor.spec().name();
        String line = module + "/" + parameter + " " + shape(tensor.spec().shape()) + " "
                + initial(tensor.spec().initialisation());
        return new Row(line, tensor, false);
    }

    private static Row shared(String path, WeightSpec spec, LearnedTensor tensor) {
        String line = path + "/" + spec.name() + " " + shape(tensor.spec().shape()) + " =" + tensor.name();
        return new Row(line, tensor, true);
    }

    private static String shape(Shape shape) {
        return shape.rank() == 0
                ? "scalar"
                : shape.extents().stream().map(Extent::toString).collect(Collectors.joining("x"));
    }

    private static String initial(Initialisation initialisation) {
        double amount = initialisation.amount();
        return switch (initialisation.kind()) {
            case UNIFORM -> "uniform=" + amount;
            case NORMAL -> "normal=" + amount;
            case CONSTANT -> amount == 0 ? "zeros" : amount == 1 ? "ones" : "constant=" + amount;
        };
    }
}
