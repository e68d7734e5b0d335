package io.github.nnc.bench.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.weights.WeightTensor;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Networks that others published in ONNX, whose weights go by the names that they have there. */
public final class OnnxFiles {

    private static final Map<String, String> FOLDERS = Map.of("resnet8", "resnet8_cifar10");

    private OnnxFiles() {}

    /** Where a network's ONNX file is, if it is anywhere. */
    public static Path folder(Subject subject, Path checks) {
        return checks.resolve("onnx").resolve("models").resolve(FOLDERS.getOrDefault(subject.name(), subject.name()));
    }

    /** @throws IllegalStateException if the file lacks one of the tensors */
    static List<WeightTensor> weights(Model model, Path file) throws IOException {
        Map<String, TensorProto> found = new HashMap<>();
        ModelProto.parseFrom(Files.readAllBytes(file))
                .getGraph()
                .getInitializerList()
                .forEach(tensor -> found.put(tensor.getName(), tensor));
        List<WeightTensor> tensors = new ArrayList<>();
        for (LearnedTensor tensor : model.tensors()) {
            TensorProto stored = found.get(tensor.name());
            if (stored == null) {
                throw new IllegalStateException(file + " has no " + tensor.name());
            }
            tensors.add(new WeightTensor(tensor.name(), tensor.spec().shape(), floats(stored)));
        }
        return tensors;
    }

    /** Values in a row: raw bytes, little end first, or floats one by one. */
    public static float[] floats(TensorProto tensor) {
        FloatBuffer raw = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[Math.max(raw.remaining(), tensor.getFloatDataCount())];
        if (raw.hasRemaining()) {
            raw.get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return values;
    }
}
