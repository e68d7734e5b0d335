package io.github.nnc.model;

import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.Layer;
import io.github.nnc.layer.LayerType;
import io.github.nnc.source.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One layer at work.
 *
 * @param path the module path, unique in the model: {@code dense1}, {@code enc.0.fc}; the activation word of a statement has
 *     the path of its statement, a dot and its own name
 * @param tensors what stands for each of its tensors, by the layer's own name
 * @param word whether it was written as a word after the layer before it
 */
public record Node(
        String path,
        LayerType type,
        Arguments arguments,
        Layer layer,
        List<Value> inputs,
        List<Value> outputs,
        Map<String, TensorUse> tensors,
        boolean word,
        Span span) {

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        tensors = Map.copyOf(tensors);
    }

    /** All values that it reads: its inputs, then those that stand for tensors. */
    public List<Value> reads() {
        return Stream.concat(
                        inputs.stream(),
                        new TreeMap<>(tensors).values().stream().flatMap(use -> use.value().stream()))
                .toList();
    }

    /** The statement, or the word, as it is written, on one line. */
    public String description() {
        return span.quoted();
    }
}
