package io.github.nnc.bench.onnx;

import java.util.List;
import java.util.Map;

/**
 * A graph of operators as an ONNX file. The numbers of fields are those of {@code onnx.proto3}, IR version 8, operator
 * set 13.
 *
 * @param nodes in an order in which each follows those it reads from
 */
public record OnnxModel(
        String name,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs,
        List<OnnxNode> nodes,
        List<OnnxTensorData> constants) {

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;

    public OnnxModel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
        constants = List.copyOf(constants);
    }

    /** The file's bytes. */
    public byte[] toByteArray() {
        ProtobufWriter operatorSet = new ProtobufWriter().text(1, "").varint(2, OPERATOR_SET);
        return new ProtobufWriter()
                .varint(1, IR_VERSION)
                .text(2, "nnc")
                .message(7, graph())
                .message(8, operatorSet)
                .toByteArray();
    }

    private ProtobufWriter graph() {
        ProtobufWriter graph = new ProtobufWriter();
        nodes.forEach(node -> graph.message(1, node(node)));
        graph.text(2, name);
        constants.forEach(constant -> graph.message(5, tensor(constant)));
        inputs.forEach(input -> graph.message(11, value(input)));
        outputs.forEach(output -> graph.message(12, value(output)));
        return graph;
    }

    private static ProtobufWriter node(OnnxNode node) {
        ProtobufWriter message = new ProtobufWriter();
        node.inputs().forEach(input -> message.text(1, input));
        node.outputs().forEach(output -> message.text(2, output));
        message.text(4, node.operator());
        for (Map.Entry<String, Long> attribute : node.attributes().entrySet()) {
            message.message(
                    5,
                    new ProtobufWriter()
                            .text(1, attribute.getKey())
                            .varint(3, attribute.getValue())
                            .varint(20, ATTRIBUTE_INT));
        }
        return message;
    }

    private static ProtobufWriter tensor(OnnxTensorData tensor) {
        ProtobufWriter message = new ProtobufWriter();
        tensor.dimensions().forEach(dimension -> message.varint(1, dimension));
        return message.varint(2, FLOAT).text(8, tensor.name()).bytes(9, ProtobufWriter.littleEndian(tensor.values()));
    }

    private static ProtobufWriter value(OnnxValue value) {
        ProtobufWriter shape = new ProtobufWriter();
        value.dimensions().forEach(dimension -> shape.message(1, new ProtobufWriter().varint(1, dimension)));
        ProtobufWriter tensor = new ProtobufWriter().varint(1, FLOAT).message(2, shape);
        return new ProtobufWriter().text(1, value.name()).message(2, new ProtobufWriter().message(1, tensor));
    }
}
