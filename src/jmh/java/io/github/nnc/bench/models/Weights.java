package io.github.nnc.bench.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.nnc.layer.Initialisation;
import io.github.nnc.layer.WeightSpec;
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
import java.util.Random;

/** The values of a network's tensors: what its ONNX file holds, where there is one, otherwise drawn with a seed. */
final class Weights {

    /** How far drawn numbers are from those that training starts with where these are all equal. */
    private static final double SPREAD = 0.1;

    private Weights() {}

    static List<WeightTensor> drawn(Model model) {
        Random random = new Random(17);
        List<WeightTensor> tensors = new ArrayList<>();
        for (LearnedTensor tensor : model.tensors()) {
            WeightSpec spec = tensor.spec();
            float[] values = new float[spec.shape().elements().intValueExact()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) draw(spec.initialisation(), random);
            }
            tensors.add(new WeightTensor(tensor.name(), spec.shape(), values));
        }
        return tensors;
    }

    private static double draw(Initialisation start, Random random) {
        double even = 2 * random.nextDouble() - 1;
        return switch (start.kind()) {
            case UNIFORM -> start.amount() * even;
            case NORMAL -> start.amount() * random.nextGaussian();
            case CONSTANT -> start.amount() + SPREAD * even;
        };
    }

    /** @throws IllegalStateException if the file lacks one of the tensors */
    static List<WeightTensor> ofOnnx(Model model, Path file) throws IOException {
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
    static float[] floats(TensorProto tensor) {
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
