package io.github.nnc.onnx;

import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.tensor.Extent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The learned tensors of a model as tensors of a graph. They keep their names, and their shapes where an operator takes
 * them as weight files hold them.
 */
final class Tensors {

    private final OnnxGraph graph;
    private final Map<String, float[]> values;
    private final Map<String, Integer> uses = new HashMap<>();

    Tensors(OnnxGraph graph, Model model, Map<String, float[]> values) {
        this.graph = graph;
        this.values = values;
        for (Node node : model.nodes()) {
            node.tensors().values().forEach(use -> uses.merge(use.tensor().name(), 1, Integer::sum));
        }
    }

    /** A tensor as the layer reads it. */
    String of(Node.TensorUse use) {
        return use.transposed() ? turned(use.tensor()) : stored(use.tensor());
    }

    /** A matrix with its rows as columns: what {@code x W^T} multiplies by. */
    String transposed(Node.TensorUse use) {
        return use.transposed() ? stored(use.tensor()) : turned(use.tensor());
    }

    /** A tensor of as many numbers in the same order under another shape. */
    String shaped(Node.TensorUse use, List<Long> shape) {
        return shape.equals(lengths(use.tensor())) ? of(use) : rewritten(use, "as " + shape, shape, data -> data);
    }

    /** Some rows of a matrix, turned into columns. */
    String rowsTransposed(Node.TensorUse use, long from, long to) {
        int columns = Math.toIntExact(lengths(use.tensor()).get(1));
        int rows = Math.toIntExact(to - from);
        return rewritten(use, "rows " + from + " to " + to, List.of((long) columns, (long) rows), data -> {
            float[] part = Arrays.copyOfRange(data, (int) from * columns, (int) to * columns);
            return turned(part, rows, columns);
        });
    }

    /** Some numbers of a vector. */
    String part(Node.TensorUse use, long from, long to) {
        return rewritten(
                use,
                "places " + from + " to " + to,
                List.of(to - from),
                data -> Arrays.copyOfRange(data, (int) from, (int) to));
    }

    /** The numbers of a tensor in the layer's own order, written otherwise. */
    String rewritten(Node.TensorUse use, String how, List<Long> shape, UnaryOperator<float[]> change) {
        String name = use.tensor().name();
        return graph.once("tensor " + name + " " + use.transposed() + " " + how, () -> {
            float[] data = data(use);
            return graph.tensor(name, shape, change.apply(data));
        });
    }

    /** Numbers of several tensors one behind the other. */
    String joined(String name, List<Long> shape, List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return graph.tensor(name, shape, all);
    }

    /** The numbers of a tensor in the layer's own order. */
    float[] data(Node.TensorUse use) {
        float[] data = values.get(use.tensor().name());
        List<Long> shape = lengths(use.tensor());
        return use.transposed()
                ? turned(data, shape.get(0).intValue(), shape.get(1).intValue())
                : data;
    }

    private String stored(LearnedTensor tensor) {
        String name = tensor.name();
        return graph.once("tensor " + name, () -> graph.tensor(name, lengths(tensor), values.get(name)));
    }

    /** One that others read too is turned in the graph, so that the file holds it once. */
    private String turned(LearnedTensor tensor) {
        String name = tensor.name();
        return graph.once("turned " + name, () -> {
            if (uses.get(name) > 1) {
                return graph.operator(
                        name, "Transpose", List.of(stored(tensor)), Attributes.wholes("perm", List.of(1L, 0L)));
            }
            List<Long> shape = lengths(tensor);
            float[] turned = turned(
                    values.get(name), shape.get(0).intValue(), shape.get(1).intValue());
            return graph.tensor(name, List.of(shape.get(1), shape.get(0)), turned);
        });
    }

    private static float[] turned(float[] data, int rows, int columns) {
        float[] turned = new float[data.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = data[i * columns + j];
            }
        }
        return turned;
    }

    private static List<Long> lengths(LearnedTensor tensor) {
        return tensor.spec().shape().extents().stream().map(Extent::max).toList();
    }
}
