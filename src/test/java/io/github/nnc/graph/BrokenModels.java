package io.github.nnc.graph;

import static io.github.nnc.graph.Models.attribute;
import static io.github.nnc.graph.Models.branch;
import static io.github.nnc.graph.Models.floats;
import static io.github.nnc.graph.Models.function;
import static io.github.nnc.graph.Models.holder;
import static io.github.nnc.graph.Models.node;
import static io.github.nnc.graph.Models.set;
import static io.github.nnc.graph.Models.tensor;
import static io.github.nnc.graph.Models.value;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.nnc.diagnostic.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The list of ONNX files with mistakes. */
final class BrokenModels {

    private static final ByteString NO_TEXT = ByteString.copyFrom(new byte[] {(byte) 0xc3, 0x28});

    private final List<BrokenModel> all = new ArrayList<>();

    private BrokenModels() {}

    static List<BrokenModel> all() {
        BrokenModels models = new BrokenModels();
        models.files();
        models.versions();
        models.values();
        models.operators();
        models.innerGraphs();
        models.attributes();
        models.tensorShapes();
        models.tensorValues();
        models.externalData();
        models.functions();
        return models.all;
    }

    private void bytes(String name, byte[] bytes) {
        all.add(BrokenModel.ofBytes(name, Code.ONNX_UNREADABLE, bytes));
    }

    private void model(String name, Code code, Consumer<ModelProto.Builder> change) {
        all.add(BrokenModel.of(name, code, change));
    }

    private void graph(String name, Consumer<GraphProto.Builder> change) {
        model(name, Code.ONNX_GRAPH, model -> change.accept(model.getGraphBuilder()));
    }

    /** The tensor {@code b} of two floats is another one. */
    private void tensorB(String name, TensorProto.Builder tensor) {
        model(name, Code.ONNX_TENSOR, model -> model.getGraphBuilder().setInitializer(1, tensor));
    }

    /** The operator without a name has an attribute. */
    private void attributeOfRelu(String name, AttributeProto.Builder... attributes) {
        graph(name, graph -> Arrays.asList(attributes).forEach(graph.getNodeBuilder(2)::addAttribute));
    }

    private void files() {
        byte[] sound = Models.small().build().toByteArray();
        bytes("an empty file", new byte[0]);
        bytes("a text", "model m < input 3; dense 4; >\n".getBytes(StandardCharsets.UTF_8));
        bytes("a zip file", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0});
        bytes("cut in the middle", Arrays.copyOf(sound, sound.length / 2));
        bytes("cut before the last byte", Arrays.copyOf(sound, sound.length - 1));
        bytes("a byte too many", Arrays.copyOf(sound, sound.length + 1));
        bytes("a graph of 1 GiB in 10 bytes", new byte[] {0x3a, 0, 0, 0, 0, 4, 0, 0, 0, 0});
        bytes("a graph that claims 1 GiB", new byte[] {0x3a, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 4, 0});
        bytes("messages nested 10,000 deep", nested(10_000));
        bytes("a tensor instead of a model", floats("t", List.of(1L), 1).build().toByteArray());
        bytes(
                "a model without a graph",
                ModelProto.newBuilder().setIrVersion(8).build().toByteArray());
    }

    /** Groups of no known field in each other. */
    private static byte[] nested(int depth) {
        byte[] bytes = new byte[2 * depth];
        Arrays.fill(bytes, 0, depth, (byte) 0x7b);
        Arrays.fill(bytes, depth, 2 * depth, (byte) 0x7c);
        return bytes;
    }

    private void versions() {
        model("no IR version", Code.ONNX_VERSION, ModelProto.Builder::clearIrVersion);
        model("IR version 2", Code.ONNX_VERSION, model -> model.setIrVersion(2));
        model("IR version 14", Code.ONNX_VERSION, model -> model.setIrVersion(14));
        model("operators of version 26", Code.ONNX_VERSION, model -> model.setOpsetImport(0, set("", 26)));
        model("operators of version 0", Code.ONNX_VERSION, model -> model.setOpsetImport(0, set("", 0)));
        model("two versions of the operators", Code.ONNX_GRAPH, model -> model.addOpsetImport(set("ai.onnx", 13)));
        model("no version of the operators", Code.ONNX_GRAPH, ModelProto.Builder::clearOpsetImport);
        graph(
                "an operator of a set without a version",
                graph -> graph.getNodeBuilder(2).setDomain("com.example"));
    }

    private void values() {
        graph("an input without a name", graph -> graph.addInput(value("", 1)));
        graph("an input without a type", graph -> graph.getInputBuilder(0).clearType());
        graph("an input of a type that does not exist", graph -> graph.setInput(0, typed("x", 77)));
        graph("an input with a negative dimension", graph -> graph.setInput(0, value("x", -1, 3)));
        graph("two inputs of one name", graph -> graph.addInput(value("x", 1, 3)));
        graph(
                "an input whose name is no text",
                graph -> graph.getInputBuilder(0).setNameBytes(NO_TEXT));
        graph("a dimension whose name is no text", graph -> dimension(graph).setDimParamBytes(NO_TEXT));
        graph("no output", GraphProto.Builder::clearOutput);
        graph("an output that nothing makes", graph -> graph.setOutput(0, value("z", 1, 2)));
        graph("an output listed twice", graph -> graph.addOutput(value("y", 1, 2)));
        graph("a value described twice", graph -> graph.addValueInfo(value("p")).addValueInfo(value("p")));
        graph("no tensor", graph -> graph.removeInitializer(0));
        graph("two tensors of one name", graph -> graph.addInitializer(floats("w", List.of(), 1)));
        graph("a tensor without a name", graph -> graph.addInitializer(floats("", List.of(), 1)));
        graph(
                "a tensor whose name is no text",
                graph -> graph.getInitializerBuilder(0).setNameBytes(NO_TEXT));
        model(
                "a sparse tensor",
                Code.ONNX_PART,
                model -> model.getGraphBuilder()
                        .addSparseInitializer(SparseTensorProto.newBuilder().setValues(floats("s", List.of(1L), 1))));
    }

    private static ValueInfoProto.Builder typed(String name, int type) {
        ValueInfoProto.Builder value = value(name);
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(type);
        return value;
    }

    private static TensorShapeProto.Dimension.Builder dimension(GraphProto.Builder graph) {
        return graph.getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0);
    }

    private void operators() {
        graph(
                "an operator reads what nothing makes",
                graph -> graph.getNodeBuilder(2).setInput(0, "t"));
        graph("an operator reads itself", graph -> graph.getNodeBuilder(1).setInput(1, "s"));
        graph("operators in a circle", graph -> graph.getNodeBuilder(0).setInput(0, "y"));
        graph("two operators make one value", graph -> graph.getNodeBuilder(1).setOutput(0, "p"));
        graph(
                "an operator makes one value twice",
                graph -> graph.getNodeBuilder(2).addOutput("y"));
        graph("an operator makes an input", graph -> graph.addNode(node("Relu", "", List.of("s"), "x")));
        graph("an operator makes a tensor", graph -> graph.addNode(node("Relu", "", List.of("s"), "w")));
        graph("an operator without a type", graph -> graph.getNodeBuilder(2).clearOpType());
        graph(
                "an operator whose type is no text",
                graph -> graph.getNodeBuilder(2).setOpTypeBytes(NO_TEXT));
        graph("an operator whose input is no text", graph -> graph.setNode(1, readsNoText(graph.getNode(1))));
    }

    private static NodeProto.Builder readsNoText(NodeProto node) {
        byte[] bytes = node.toByteArray();
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('p')] = (byte) 0xff;
        try {
            return NodeProto.newBuilder().mergeFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private void innerGraphs() {
        graph(
                "an inner graph reads what nothing makes",
                graph -> graph.addNode(holder("choice", branch("i", node("Relu", "", List.of("nothing"), "i")), "z")));
        graph(
                "an inner graph makes a value of the outer one",
                graph -> graph.addNode(holder("choice", branch("s", node("Relu", "", List.of("x"), "s")), "z")));
        graph(
                "an inner graph waits for its operator",
                graph -> graph.addNode(holder("choice", branch("i", node("Relu", "", List.of("z"), "i")), "z")));
        graph(
                "an inner graph without an output",
                graph -> graph.addNode(holder("choice", branch("x").clearOutput(), "z")));
        model("graphs nested 20 deep", Code.ONNX_PART, model -> {
            GraphProto.Builder inner = branch("x");
            for (int i = 0; i < 20; i++) {
                inner = branch("z" + i, holder("choice" + i, inner, "z" + i));
            }
            model.getGraphBuilder().addNode(holder("choice", inner, "z"));
        });
        model("graphs nested 40 deep", Code.ONNX_UNREADABLE, model -> {
            GraphProto.Builder inner = branch("x");
            for (int i = 0; i < 40; i++) {
                inner = branch("z" + i, holder("choice" + i, inner, "z" + i));
            }
            model.getGraphBuilder().addNode(holder("choice", inner, "z"));
        });
    }

    private void attributes() {
        attributeOfRelu(
                "an attribute without a name", attribute("", AttributeType.INT).setI(1));
        attributeOfRelu(
                "an attribute whose name is no text",
                attribute("a", AttributeType.INT).setNameBytes(NO_TEXT));
        attributeOfRelu(
                "an attribute given twice",
                attribute("axis", AttributeType.INT).setI(1),
                attribute("axis", AttributeType.INT).setI(2));
        attributeOfRelu(
                "a number that is a text",
                attribute("alpha", AttributeType.FLOAT).setS(ByteString.copyFromUtf8("1")));
        attributeOfRelu(
                "a list that is a number", attribute("axes", AttributeType.INTS).setI(1));
        attributeOfRelu(
                "an attribute with two values",
                attribute("a", AttributeType.INT).setI(1).setF(1));
        attributeOfRelu(
                "an attribute without a type", AttributeProto.newBuilder().setName("a"));
        attributeOfRelu("a tensor that is missing", attribute("value", AttributeType.TENSOR));
        attributeOfRelu("a graph that is missing", attribute("body", AttributeType.GRAPH));
        attributeOfRelu(
                "a text that is none", attribute("mode", AttributeType.STRING).setS(NO_TEXT));
        attributeOfRelu(
                "a reference outside a function",
                attribute("a", AttributeType.INT).setRefAttrName("b"));
        model(
                "a broken tensor in an attribute",
                Code.ONNX_TENSOR,
                model -> model.getGraphBuilder()
                        .getNodeBuilder(2)
                        .addAttribute(attribute("value", AttributeType.TENSOR).setT(floats("", List.of(3L), 1, 2))));
    }

    private void tensorShapes() {
        tensorB("a tensor without a type", floats("b", List.of(2L), 1, 2).clearDataType());
        tensorB(
                "a tensor of a type that does not exist",
                floats("b", List.of(2L), 1, 2).setDataType(99));
        tensorB("a negative length", floats("b", List.of(-2L), 1, 2));
        tensorB("two negative lengths", floats("b", List.of(-2L, -1L), 1, 2));
        tensorB("2^40 elements", floats("b", List.of(1L << 40), 1, 2));
        tensorB(
                "2^40 elements in raw bytes",
                tensor("b", DataType.FLOAT, List.of(1L << 20, 1L << 20)).setRawData(ByteString.copyFrom(new byte[8])));
        tensorB("2^64 elements", floats("b", List.of(1L << 32, 1L << 32)));
        tensorB("2^31 - 1 elements", floats("b", List.of((1L << 31) - 1), 1, 2));
        tensorB("1,000,000 dimensions of length 2", floats("b", Collections.nCopies(1_000_000, 2L), 1, 2));
        model(
                "a segment",
                Code.ONNX_PART,
                model -> model.getGraphBuilder()
                        .setInitializer(
                                1,
                                floats("b", List.of(2L), 1, 2)
                                        .setSegment(
                                                TensorProto.Segment.newBuilder().setEnd(2))));
    }

    private void tensorValues() {
        ByteString seven = ByteString.copyFrom(new byte[7]);
        tensorB("a byte too few", tensor("b", DataType.FLOAT, List.of(2L)).setRawData(seven));
        tensorB("a value too few", floats("b", List.of(2L), 1));
        tensorB("a value too many", floats("b", List.of(2L), 1, 2, 3));
        tensorB("no values", floats("b", List.of(2L)));
        tensorB("values where there is room for none", floats("b", List.of(0L), 1));
        tensorB(
                "values in raw bytes and as floats",
                floats("b", List.of(2L), 1, 2).setRawData(ByteString.copyFrom(new byte[8])));
        tensorB(
                "values as floats and as integers",
                floats("b", List.of(2L), 1, 2).addInt64Data(1).addInt64Data(2));
        tensorB(
                "floats in the field of integers",
                tensor("b", DataType.FLOAT, List.of(2L)).addInt32Data(1).addInt32Data(2));
        tensorB("a byte of 300", tensor("b", DataType.UINT8, List.of(1L)).addInt32Data(300));
        tensorB("texts in raw bytes", tensor("b", DataType.STRING, List.of(2L)).setRawData(seven));
        tensorB(
                "a text that is none in a tensor",
                tensor("b", DataType.STRING, List.of(1L)).addStringData(NO_TEXT));
        tensorB("complex numbers without values", tensor("b", DataType.COMPLEX64, List.of(1L << 30)));
    }

    private void externalData() {
        external("no location", "offset", "0");
        external("a location twice", "location", "w.bin", "location", "w.bin");
        external("a file that does not exist", "location", "other.bin");
        external("a file above the folder", "location", "../w.bin");
        external("a file above the folder by a detour", "location", "a/../../w.bin");
        external("a file above the folder on Windows", "location", "a\\..\\..\\w.bin");
        external("an absolute path", "location", "/etc/passwd");
        external("an absolute path on Windows", "location", "C:/w.bin");
        external("a path of a network", "location", "\\\\server\\w.bin");
        external("a file that is too short", "location", "short.bin");
        external("an offset behind the end", "location", "w.bin", "offset", "4096");
        external("an offset that overflows", "location", "w.bin", "offset", "999999999999999999");
        external("a negative offset", "location", "w.bin", "offset", "-8");
        external("a length that differs", "location", "w.bin", "length", "4");
        external("an offset that is no number", "location", "w.bin", "offset", "zero");
        model(
                "a tensor here and elsewhere",
                Code.ONNX_TENSOR,
                model -> model.getGraphBuilder()
                        .setInitializer(
                                1,
                                Models.external("b", List.of(2L), "location", "w.bin")
                                        .addFloatData(1)));
        beside(
                "2^31 - 1 doubles elsewhere",
                tensor -> tensor.clearDims().addDims(Integer.MAX_VALUE).setDataType(DataType.DOUBLE_VALUE),
                "location",
                "w.bin");
        beside("texts elsewhere", tensor -> tensor.setDataType(DataType.STRING_VALUE), "location", "w.bin");
    }

    private void external(String name, String... entries) {
        beside(name, tensor -> {}, entries);
    }

    private void beside(String name, Consumer<TensorProto.Builder> change, String... entries) {
        TensorProto.Builder tensor = Models.external("b", List.of(2L), entries);
        change.accept(tensor);
        ModelProto.Builder model = Models.small();
        model.getGraphBuilder().setInitializer(1, tensor);
        byte[] bytes = model.build().toByteArray();
        Code code = tensor.getDataType() == DataType.STRING_VALUE ? Code.ONNX_TENSOR : Code.ONNX_EXTERNAL_DATA;
        all.add(new BrokenModel(
                "external: " + name,
                code,
                Map.of(
                        "model.onnx",
                        bytes,
                        "w.bin",
                        new byte[12],
                        "short.bin",
                        new byte[7],
                        "../w.bin",
                        new byte[12])));
    }

    /** The operator without a name calls a function of the model. */
    private void functions(String name, Code code, FunctionProto.Builder... functions) {
        model(name, code, model -> {
            model.addOpsetImport(set("own", 1));
            model.getGraphBuilder().getNodeBuilder(2).setDomain("own").setOpType("Twice");
            Arrays.asList(functions).forEach(model::addFunctions);
        });
    }

    private void functions() {
        List<String> in = List.of("a");
        List<String> out = List.of("b");
        NodeProto.Builder sound = node("Relu", "", in, "b");
        functions(
                "a function that calls itself",
                Code.ONNX_PART,
                function("Twice", in, out, node("Twice", "", in, "b").setDomain("own")));
        functions(
                "functions that call each other",
                Code.ONNX_PART,
                function("Twice", in, out, node("Once", "", in, "b").setDomain("own")),
                function("Once", in, out, node("Twice", "", in, "b").setDomain("own")));
        functions("100 functions in a chain", Code.ONNX_PART, chain(100, 1));
        functions("2^40 calls", Code.ONNX_PART, chain(40, 2));
        functions(
                "two functions of one name",
                Code.ONNX_GRAPH,
                function("Twice", in, out, sound),
                function("Twice", in, out, sound));
        functions(
                "a function of newer operators",
                Code.ONNX_PART,
                function("Twice", in, out, sound).setOpsetImport(0, set("", 18)));
        functions(
                "a function with too few inputs",
                Code.ONNX_GRAPH,
                function("Twice", List.of(), out, node("Relu", "", List.of(), "b")));
        functions(
                "a function with two inputs of one name",
                Code.ONNX_GRAPH,
                function("Twice", List.of("a", "a"), out, sound));
        functions(
                "a function that reads what nothing makes",
                Code.ONNX_GRAPH,
                function("Twice", in, out, node("Relu", "", List.of("x"), "b")));
        functions(
                "a function that does not make its output",
                Code.ONNX_GRAPH,
                function("Twice", in, out, node("Relu", "", in, "c")));
        functions(
                "a function with an input that is no text",
                Code.ONNX_GRAPH,
                function("Twice", in, out, sound).addInputBytes(NO_TEXT));
        functions(
                "a function with a value that is no text",
                Code.ONNX_GRAPH,
                function("Twice", in, out, sound, sound.clone().clearOutput().addOutputBytes(NO_TEXT)));
    }

    /** Functions each of which calls the next several times. */
    private static FunctionProto.Builder[] chain(int length, int calls) {
        FunctionProto.Builder[] chain = new FunctionProto.Builder[length];
        for (int i = 0; i < length; i++) {
            String name = i == 0 ? "Twice" : "f" + i;
            chain[i] = function(name, List.of("a"), List.of("v" + calls));
            for (int call = 1; call <= calls; call++) {
                String from = call == 1 ? "a" : "v" + (call - 1);
                chain[i].addNode(
                        node("f" + (i + 1), "", List.of(from), "v" + call).setDomain("own"));
            }
        }
        return chain;
    }
}
