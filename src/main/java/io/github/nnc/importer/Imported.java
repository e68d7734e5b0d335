package io.github.nnc.importer;

import io.github.nnc.tensor.TensorType;
import io.github.nnc.weights.DataType;
import io.github.nnc.weights.SafetensorsWriter;
import io.github.nnc.weights.WeightTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** The file of the text, and that of the weights where there are any, by name. */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(name + ".nn", text.getBytes(StandardCharsets.UTF_8));
        if (!tensors.isEmpty()) {
            files.put(weights(name), weights());
        }
        return files;
    }

    /** The name of the weight file beside a model. */
    public static String weights(String model) {
        return model + ".safetensors";
    }

    /** The weight file. */
    byte[] weights() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            SafetensorsWriter.write(tensors, DataType.F32, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
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
