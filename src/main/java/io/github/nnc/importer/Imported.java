package io.github.nnc.importer;

import io.github.nnc.tensor.TensorType;
import io.github.nnc.weights.WeightTensor;
import java.util.List;

/**
 * A graph as text.
 *
 * @param text of the {@code .nn} file
 * @param tensors of the weight file
 * @param inputs in the order of the model
 * @param outputs in the order of the model
 */
public record Imported(String name, String text, List<WeightTensor> tensors, List<Port> inputs, List<Port> outputs) {

    public Imported {
        tensors = List.copyOf(tensors);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * What the caller gives or receives.
     *
     * @param onnxName in the graph
     * @param name in the text; empty for the only input or output, where it has no label
     * @param type for one example
     * @param batch whether the graph has the batch as the leading dimension
     */
    public record Port(String onnxName, String name, TensorType type, boolean batch) {}
}
