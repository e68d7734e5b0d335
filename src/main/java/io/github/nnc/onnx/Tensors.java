package io.github.nnc.onnx;

import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The tensors of layers as tensors of a graph. Learned ones keep their names, and their shapes where an operator takes
 * them as weight files hold them; values that stand for tensors are brought into shape by operators.
 */
final class Tensors {

    private final OnnxGraph graph;
    private final Map<String, float[]> values;
    private final Function<Value, String> names;
    private final Map<String, Integer> uses = new HashMap<>();

    /** {@code names} are those of values that stand for tensors, each with a single example in front. */
    Tensors(OnnxGraph graph, Model model, Map<String, float[]> values, Function<Value, String> names) {
        this.graph = graph;
        this.values = values;
        this.names = names;
        for (Node node : model.nodes()) {
            node.tensors().values().stream()
                    .flatMap(use -> use.learned().stream())
                    .forEach(tensor -> uses.merge(tensor.name(), 1, Integer::sum));
        }
    }

    /** A tensor as the layer reads it. */
    String of(TensorUse use) {
        return use.transposed() ? turned(use) : stored(use);
    }

    /** A matrix with its rows as columns: what {@code x W^T} multiplies by. */
    String transposed(TensorUse use) {
        return use.transposed() ? stored(use) : turned(use);
    }

    /** A tensor of as many numbers in the same order under another shape. */
    String shaped(TensorUse use, List<Long> shape) {
        if (shape.equals(lengths(use.shape()))) {
            return of(use);
        }
        return use instanceof TensorUse.Given
                ? graph.operator(of(use), "Reshape", List.of(of(use), graph.wholes(shape)))
                : rewritten(use, "as " + shape, shape, data -> data);
    }

    /** Some rows of a matrix, turned into columns. */
    String rowsTransposed(TensorUse use, long from, long to) {
        if (use instanceof TensorUse.Given) {
            return graph.operator(of(use), "Transpose", List.of(part(use, from, to)));
        }
        int columns = Math.toIntExact(lengths(use.shape()).get(1));
        int rows = Math.toIntExact(to - from);
        return rewritten(use, "rows " + from + " to " + to, List.of((long) columns, (long) rows), data -> {
            float[] part = Arrays.copyOfRange(data, (int) from * columns, (int) to * columns);
            return turned(part, rows, columns);
        });
    }

    /** Some numbers of a vector, some rows of a value that stands for a matrix. */
    String part(TensorUse use, long from, long to) {
        if (use instanceof TensorUse.Given) {
            List<String> inputs =
                    List.of(of(use), graph.wholes(List.of(from)), graph.wholes(List.of(to)), graph.wholes(List.of(0L)));
            return graph.operator(of(use), "Slice", inputs);
        }
        return rewritten(
                use,
                "places " + from + " to " + to,
                List.of(to - from),
                data -> Arrays.copyOfRange(data, (int) from, (int) to));
    }

    /** The numbers of a learned tensor in the layer's own order, written otherwise. */
    private String rewritten(TensorUse use, String how, List<Long> shape, UnaryOperator<float[]> change) {
        String name = use.learned().orElseThrow().name();
        return graph.once("tensor " + name + " " + use.transposed() + " " + how, () -> {
            float[] data = data(use);
            return graph.tensor(name, shape, change.apply(data));
        });
    }

    /**
     * Several tensors one behind the other under one shape.
     *
     * @param order of which of a tensor's equal parts along its first dimension comes first, and so on
     */
    String joined(String name, List<Long> shape, List<TensorUse> parts, List<Integer> order) {
        if (parts.stream().allMatch(TensorUse.Learned.class::isInstance)) {
            return graph.tensor(name, shape, ordered(parts, order));
        }
        List<String> rows = new ArrayList<>();
        for (TensorUse part : parts) {
            long size = lengths(part.shape()).get(0) / order.size();
            List<Long> sizes = Collections.nCopies(order.size(), size);
            List<String> split = graph.operator(
                    name, "Split", List.of(of(part), graph.wholes(sizes)), order.size(), Attributes.whole("axis", 0));
            order.forEach(place -> rows.add(split.get(place)));
        }
        String all = graph.operator(name, "Concat", rows, Attributes.whole("axis", 0));
        return graph.operator(name, "Reshape", List.of(all, graph.wholes(shape)));
    }

    private float[] ordered(List<TensorUse> parts, List<Integer> order) {
        List<float[]> all = parts.stream().map(this::data).toList();
        float[] ordered = new float[all.stream().mapToInt(data -> data.length).sum()];
        int at = 0;
        for (float[] data : all) {
            int size = data.length / order.size();
            for (int place : order) {
                System.arraycopy(data, place * size, ordered, at, size);
                at += size;
            }
        }
        return ordered;
    }

    /** The numbers of a learned tensor in the layer's own order. */
    private float[] data(TensorUse use) {
        float[] data = values.get(use.learned().orElseThrow().name());
        List<Long> shape = lengths(use.stored());
        return use.transposed()
                ? turned(data, shape.get(0).intValue(), shape.get(1).intValue())
                : data;
    }

    private String stored(TensorUse use) {
        if (use instanceof TensorUse.Given given) {
            return graph.once(List.of("stored", given.made()), () -> {
                String name = names.apply(given.made());
                return graph.operator(name, "Reshape", List.of(name, graph.wholes(lengths(use.stored()))));
            });
        }
        String name = use.learned().orElseThrow().name();
        return graph.once("tensor " + name, () -> graph.tensor(name, lengths(use.stored()), values.get(name)));
    }

    private String turned(TensorUse use) {
        return use instanceof TensorUse.Given given
                ? graph.once(List.of("turned", given.made()), () -> turnedInGraph(names.apply(given.made()), use))
                : turned(use.learned().orElseThrow().name(), use);
    }

    /** One that others read too is turned in the graph, so that the file holds it once. */
    private String turned(String name, TensorUse use) {
        return graph.once("turned " + name, () -> {
            if (uses.get(name) > 1) {
                return turnedInGraph(name, use);
            }
            List<Long> shape = lengths(use.stored());
            float[] turned = turned(
                    values.get(name), shape.get(0).intValue(), shape.get(1).intValue());
            return graph.tensor(name, List.of(shape.get(1), shape.get(0)), turned);
        });
    }

    private String turnedInGraph(String name, TensorUse use) {
        return graph.operator(name, "Transpose", List.of(stored(use)));
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

    private static List<Long> lengths(Shape shape) {
        return shape.extents().stream().map(Extent::max).toList();
    }
}
