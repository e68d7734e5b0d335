package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A graph that grows by operators and constants; every name in it is given once. */
final class OnnxGraph {

    private final List<NodeProto.Builder> nodes = new ArrayList<>();
    private final List<TensorProto> tensors = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> results = new HashSet<>();
    private final Map<Object, String> shared = new HashMap<>();

    /** A name that nothing in the graph has yet: the wanted one, or that with a number. */
    String unique(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** What is made once for the whole graph, by its key. */
    String once(Object key, Supplier<String> made) {
        String known = shared.get(key);
        if (known == null) {
            known = made.get();
            shared.put(key, known);
        }
        return known;
    }

    /**
     * An operator with one result.
     *
     * @param scope the path of the layer it belongs to
     * @param inputs names of values; an empty one stands for an optional input that is left out
     */
    String operator(String scope, String type, List<String> inputs, AttributeProto... attributes) {
        return operator(scope, type, inputs, 1, attributes).get(0);
    }

    /** An operator with several results. */
    List<String> operator(String scope, String type, List<String> inputs, int count, AttributeProto... attributes) {
        String name = unique(scope + "/" + type);
        List<String> outputs = new ArrayList<>(List.of(name));
        for (int i = 1; i < count; i++) {
            outputs.add(unique(name + "." + i));
        }
        results.addAll(outputs);
        nodes.add(NodeProto.newBuilder()
                .setName(name)
                .setOpType(type)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(Arrays.asList(attributes)));
        return outputs;
    }

    /** Whether an operator makes a value, which is neither an input then nor a tensor. */
    boolean isResult(String name) {
        return results.contains(name);
    }

    /** Floats of a shape; equal ones with the same name wanted are one tensor. */
    String floats(String wanted, List<Long> shape, float... values) {
        return once(List.of(wanted, shape, FloatBuffer.wrap(values)), () -> tensor(wanted, shape, values));
    }

    /** A tensor of floats, always a new one. */
    String tensor(String wanted, List<Long> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(wanted, shape, TensorProto.DataType.FLOAT, bytes);
    }

    /** A vector of whole numbers: shapes, axes, places. */
    String wholes(List<Long> values) {
        return once("wholes " + values, () -> wholes(List.of((long) values.size()), values));
    }

    /** A single whole number. */
    String whole(long value) {
        return once("whole " + value, () -> wholes(List.of(), List.of(value)));
    }

    private String wholes(List<Long> shape, List<Long> values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putLong);
        return tensor("constant", shape, TensorProto.DataType.INT64, bytes);
    }

    private String tensor(String wanted, List<Long> shape, TensorProto.DataType type, ByteBuffer bytes) {
        String name = unique(wanted);
        tensors.add(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(shape)
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes.rewind()))
                .build());
        return name;
    }

    /** Adds operators and tensors to a graph, with other names for some of the values. */
    void writeTo(GraphProto.Builder graph, Map<String, String> renamed) {
        for (NodeProto.Builder node : nodes) {
            NodeProto.Builder written = node.clone();
            for (int i = 0; i < node.getInputCount(); i++) {
                written.setInput(i, renamed.getOrDefault(node.getInput(i), node.getInput(i)));
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                written.setOutput(i, renamed.getOrDefault(node.getOutput(i), node.getOutput(i)));
            }
            graph.addNode(written);
        }
        graph.addAllInitializer(tensors);
    }
}
