package io.github.nnc.bench;

import io.github.nnc.bench.onnx.OnnxModel;
import io.github.nnc.bench.onnx.OnnxNode;
import io.github.nnc.bench.onnx.OnnxTensorData;
import io.github.nnc.bench.onnx.OnnxValue;
import io.github.nnc.support.TensorData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Dense layers in a row, relu between them, softmax at the end: the same network for both sides.
 *
 * @param name of the model
 * @param widths from the input's to the output's
 */
record DenseChain(String name, List<Integer> widths) {

    static final String INPUT = "x";
    static final String OUTPUT = "y";

    DenseChain {
        widths = List.copyOf(widths);
    }

    /** A chain whose name is its widths, {@code 64-64-10}. */
    static DenseChain of(Integer... widths) {
        List<Integer> list = List.of(widths);
        return new DenseChain("net_" + joined(list, "_"), list);
    }

    int inputSize() {
        return widths.get(0);
    }

    int outputSize() {
        return widths.get(layers());
    }

    int layers() {
        return widths.size() - 1;
    }

    /** The network in the language. */
    String toText(String weightFile) {
        StringBuilder text = new StringBuilder();
        text.append("model ").append(name).append(" <\n  input ").append(inputSize());
        for (int layer = 0; layer < layers(); layer++) {
            text.append(";\n  dense ").append(widths.get(layer + 1));
            text.append(layer == layers() - 1 ? " softmax" : " relu");
        }
        return text.append(";\n  weights \"")
                .append(weightFile)
                .append("\";\n>\n")
                .toString();
    }

    /** The names that PyTorch's {@code Sequential(Linear, ReLU, Linear, …)} gives its tensors. */
    String weightName(int layer) {
        return 2 * layer + ".weight";
    }

    String biasName(int layer) {
        return 2 * layer + ".bias";
    }

    /** Weights as PyTorch draws them for a new layer: uniform, within one over the root of the width that arrives. */
    float[] drawn(int layer, int count, Random random) {
        float bound = (float) (1 / Math.sqrt(widths.get(layer)));
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = bound * (2 * random.nextFloat() - 1);
        }
        return values;
    }

    /** The network with its weights as an ONNX graph. */
    OnnxModel toOnnx(Collection<TensorData> weights) {
        Map<String, TensorData> byName =
                weights.stream().collect(Collectors.toMap(tensor -> tensor.name, Function.identity()));
        List<OnnxNode> nodes = new ArrayList<>();
        List<OnnxTensorData> constants = new ArrayList<>();
        String value = INPUT;
        for (int layer = 0; layer < layers(); layer++) {
            boolean last = layer == layers() - 1;
            String sum = "sum" + layer;
            String result = last ? OUTPUT : "relu" + layer;
            constants.add(constant(byName.get(weightName(layer))));
            constants.add(constant(byName.get(biasName(layer))));
            nodes.add(OnnxNode.of("Gemm", List.of(value, weightName(layer), biasName(layer)), sum)
                    .with("transB", 1));
            nodes.add(
                    last
                            ? OnnxNode.of("Softmax", List.of(sum), result).with("axis", -1)
                            : OnnxNode.of("Relu", List.of(sum), result));
            value = result;
        }
        return new OnnxModel(
                name,
                List.of(new OnnxValue(INPUT, List.of(1L, (long) inputSize()))),
                List.of(new OnnxValue(OUTPUT, List.of(1L, (long) outputSize()))),
                nodes,
                constants);
    }

    private static OnnxTensorData constant(TensorData tensor) {
        List<Long> dimensions = new ArrayList<>();
        for (long extent : tensor.shape) {
            dimensions.add(extent);
        }
        return new OnnxTensorData(tensor.name, dimensions, tensor.values);
    }

    private static String joined(List<Integer> widths, String between) {
        return widths.stream().map(String::valueOf).collect(Collectors.joining(between));
    }
}
