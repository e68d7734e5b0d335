package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Parts of ONNX files for tests, and a small network that is sound. */
final class Models {

    private Models() {}

    /** {@code y = relu(x w + b)} with three numbers in and two out. */
    static ModelProto.Builder small() {
        return of(GraphProto.newBuilder()
                .setName("small")
                .setDocString("A layer.")
                .addInput(value("x", 1, 3))
                .addInitializer(floats("w", List.of(3L, 2L), 1, 2, 3, 4, 5, 6))
                .addInitializer(floats("b", List.of(2L), 7, 8))
                .addNode(node("MatMul", "product", List.of("x", "w"), "p"))
                .addNode(node("Add", "sum", List.of("p", "b"), "s"))
                .addNode(node("Relu", "", List.of("s"), "y"))
                .addOutput(value("y", 1, 2)));
    }

    static ModelProto.Builder of(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(set("", 17))
                .setGraph(graph);
    }

    static OperatorSetIdProto set(String domain, long version) {
        return OperatorSetIdProto.newBuilder()
                .setDomain(domain)
                .setVersion(version)
                .build();
    }

    static ValueInfoProto.Builder value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long length : shape) {
            dimensions.addDimBuilder().setDimValue(length);
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE).setShape(dimensions);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor));
    }

    static TensorProto.Builder tensor(String name, DataType type, List<Long> shape) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(shape);
    }

    static TensorProto.Builder floats(String name, List<Long> shape, float... values) {
        TensorProto.Builder tensor = tensor(name, DataType.FLOAT, shape);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor;
    }

    /** A tensor with its values elsewhere; keys and values in turn. */
    static TensorProto.Builder external(String name, List<Long> shape, String... entries) {
        TensorProto.Builder tensor =
                tensor(name, DataType.FLOAT, shape).setDataLocation(TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
        }
        return tensor;
    }

    static NodeProto.Builder node(String type, String name, List<String> inputs, String... outputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(name)
                .addAllInput(inputs)
                .addAllOutput(List.of(outputs));
    }

    static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    /** An operator that holds a graph. */
    static NodeProto.Builder holder(String name, GraphProto.Builder inner, String... outputs) {
        return node("If", name, List.of("x"), outputs)
                .addAttribute(attribute("then_branch", AttributeType.GRAPH).setG(inner));
    }

    /** A graph without inputs of its own. */
    static GraphProto.Builder branch(String output, NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("branch").addOutput(value(output));
        for (NodeProto.Builder node : nodes) {
            graph.addNode(node);
        }
        return graph;
    }

    /** A function of the set {@code own}, over operators of the default set. */
    static FunctionProto.Builder function(
            String name, List<String> inputs, List<String> outputs, NodeProto.Builder... nodes) {
        FunctionProto.Builder function = FunctionProto.newBuilder()
                .setName(name)
                .setDomain("own")
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addOpsetImport(set("", 17))
                .addOpsetImport(set("own", 1));
        for (NodeProto.Builder node : nodes) {
            function.addNode(node);
        }
        return function;
    }
}
