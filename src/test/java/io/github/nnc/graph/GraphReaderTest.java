package io.github.nnc.graph;

import static io.github.nnc.graph.Models.attribute;
import static io.github.nnc.graph.Models.branch;
import static io.github.nnc.graph.Models.floats;
import static io.github.nnc.graph.Models.holder;
import static io.github.nnc.graph.Models.node;
import static io.github.nnc.graph.Models.set;
import static io.github.nnc.graph.Models.value;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.graph.Graph.Port;
import io.github.nnc.testing.FilesInMemory;
import io.github.nnc.testing.Outside;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sound files say. */
class GraphReaderTest {

    private static Graph read(ModelProto.Builder model) {
        Diagnostics diagnostics = new Diagnostics();
        FilesInMemory files = new FilesInMemory(Map.of("m.onnx", model.build().toByteArray()));
        Optional<Graph> graph = GraphReader.read("m.onnx", files, diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return graph.orElseThrow();
    }

    private static List<String> types(Graph graph) {
        return graph.operators().stream().map(Operator::type).toList();
    }

    @Test
    void readsNamesOperatorsAndTensors() {
        Graph graph = read(Models.small());
        assertThat(graph.name()).isEqualTo("small");
        assertThat(graph.documentation()).contains("A layer.");
        assertThat(graph.operatorSets()).containsExactly(Map.entry("", 17L));
        assertThat(graph.inputs()).extracting(Port::name).containsExactly("x");
        assertThat(graph.outputs()).extracting(Port::name).containsExactly("y");
        assertThat(graph.constants().keySet()).containsExactly("w", "b");
        assertThat(graph.constants().get("w")).isEqualTo(Tensor.ofReals(List.of(3L, 2L), 1, 2, 3, 4, 5, 6));
        assertThat(graph.operators().get(0))
                .isEqualTo(new Operator("product", "MatMul", "", List.of("x", "w"), List.of("p"), Map.of()));
        assertThat(types(graph)).containsExactly("MatMul", "Add", "Relu");
    }

    @Test
    void readsTypesAndShapes() {
        ModelProto.Builder model = Models.small();
        ValueInfoProto.Builder input = value("x", 1, 3).setDocString(" An image. ");
        TensorShapeProto.Builder shape =
                input.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        shape.addDimBuilder().setDimParam("time");
        shape.addDimBuilder().setDimParam("");
        shape.addDimBuilder();
        ValueInfoProto.Builder list = ValueInfoProto.newBuilder()
                .setName("list")
                .setType(TypeProto.newBuilder().setSequenceType(TypeProto.Sequence.getDefaultInstance()));
        ValueInfoProto.Builder halves = value("halves");
        halves.getTypeBuilder().getTensorTypeBuilder().clearShape().setElemType(10);
        model.getGraphBuilder().setInput(0, input).addInput(list).addInput(halves);
        List<Port> inputs = read(model).inputs();
        Dimension unknown = new Dimension.Unknown();
        assertThat(inputs.get(0))
                .isEqualTo(new Port(
                        "x",
                        ElementType.FLOAT,
                        Optional.of(List.of(
                                new Dimension.Known(1),
                                new Dimension.Known(3),
                                new Dimension.Named("time"),
                                unknown,
                                unknown)),
                        Optional.of("An image.")));
        assertThat(inputs.get(1).type()).isEqualTo(ElementType.SEQUENCE);
        assertThat(inputs.get(2))
                .isEqualTo(new Port("halves", ElementType.FLOAT16, Optional.empty(), Optional.empty()));
    }

    @Test
    void whatIsDescribedIsKept() {
        ModelProto.Builder model = Models.small();
        model.getGraphBuilder().addValueInfo(value("p", 1, 2));
        assertThat(read(model).described()).containsOnlyKeys("p");
    }

    /** Until IR version 4 every tensor was listed among the inputs, too. */
    @Test
    void inputsWithAValueAreConstants() {
        ModelProto.Builder model = Models.small().setIrVersion(3);
        model.getGraphBuilder().addInput(value("w", 3, 2)).addInput(value("b", 2));
        Graph graph = read(model);
        assertThat(graph.inputs()).extracting(Port::name).containsExactly("x");
        assertThat(graph.constants().keySet()).containsExactly("w", "b");
    }

    @Test
    void theDefaultSetOfOperatorsHasOneName() {
        ModelProto.Builder model = Models.small().setOpsetImport(0, set("ai.onnx", 9));
        model.getGraphBuilder().getNodeBuilder(0).setDomain("ai.onnx");
        Graph graph = read(model);
        assertThat(graph.operatorSets()).containsExactly(Map.entry("", 9L));
        assertThat(graph.operators()).extracting(Operator::domain).containsOnly("");
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 8, 13})
    void readsAllVersionsThatAreKnown(long version) {
        assertThat(read(Models.small().setIrVersion(version)).operators()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 6, 7, 25})
    void readsOperatorsOfAllVersionsThatAreKnown(long version) {
        assertThat(read(Models.small().setOpsetImport(0, set("", version))).operatorSets())
                .containsEntry("", version);
    }

    @Test
    void sortsOperatorsThatStandBeforeWhatTheyRead() {
        ModelProto.Builder model = Models.small();
        GraphProto.Builder graph = model.getGraphBuilder();
        List<NodeProto> nodes = new ArrayList<>(graph.getNodeList());
        Collections.reverse(nodes);
        graph.clearNode().addAllNode(nodes);
        assertThat(types(read(model))).containsExactly("MatMul", "Add", "Relu");
    }

    @Test
    void leavesOperatorsThatAreInOrderAsTheyStand() {
        ModelProto.Builder model = Models.small();
        model.getGraphBuilder()
                .addNode(0, node("Neg", "", List.of("x"), "n"))
                .addNode(2, node("Abs", "", List.of("x"), "m"))
                .addNode(node("Exp", "", List.of("n"), "e"));
        assertThat(types(read(model))).containsExactly("Neg", "MatMul", "Abs", "Add", "Relu", "Exp");
    }

    @Test
    void keepsThePlacesOfInputsThatAreLeftOut() {
        ModelProto.Builder model = Models.small();
        model.getGraphBuilder().addNode(node("Clip", "", List.of("y", "", "b"), "c", ""));
        Operator clip = read(model).operators().get(3);
        assertThat(clip.inputs()).containsExactly("y", "", "b");
        assertThat(clip.outputs()).containsExactly("c", "");
    }

    @Test
    void readsAttributesOfAllTypes() {
        ByteString text = ByteString.copyFromUtf8("linear");
        ModelProto.Builder model = Models.small();
        model.getGraphBuilder()
                .getNodeBuilder(2)
                .addAttribute(attribute("whole", AttributeType.INT).setI(-3))
                .addAttribute(attribute("real", AttributeType.FLOAT).setF(0.5f))
                .addAttribute(attribute("text", AttributeType.STRING).setS(text))
                .addAttribute(attribute("wholes", AttributeType.INTS).addInts(1).addInts(2))
                .addAttribute(attribute("reals", AttributeType.FLOATS).addFloats(0.25f))
                .addAttribute(attribute("texts", AttributeType.STRINGS).addStrings(text))
                .addAttribute(attribute("tensor", AttributeType.TENSOR).setT(floats("", List.of(), 1)))
                .addAttribute(attribute("type", AttributeType.TYPE_PROTO).setTp(TypeProto.getDefaultInstance()));
        assertThat(read(model).operators().get(2).attributes())
                .containsExactly(
                        Map.entry("whole", new Attribute.Whole(-3)),
                        Map.entry("real", new Attribute.Real(0.5f)),
                        Map.entry("text", new Attribute.Text("linear")),
                        Map.entry("wholes", new Attribute.Wholes(List.of(1L, 2L))),
                        Map.entry("reals", new Attribute.Reals(List.of(0.25f))),
                        Map.entry("texts", new Attribute.Texts(List.of("linear"))),
                        Map.entry("tensor", new Attribute.OfTensor(Tensor.ofReals(List.of(), 1))),
                        Map.entry("type", new Attribute.Other("type")));
    }

    /** Writers leave zeros out, fill them in where another field counts, or say the type by the field alone. */
    @Test
    void readsAttributesAsOtherWritersWriteThem() {
        ModelProto.Builder model = Models.small();
        model.getGraphBuilder()
                .getNodeBuilder(2)
                .addAttribute(attribute("zero", AttributeType.INT))
                .addAttribute(
                        attribute("none", AttributeType.INTS).setI(0).setF(0).setS(ByteString.EMPTY))
                .addAttribute(AttributeProto.newBuilder().setName("untyped").setI(2));
        assertThat(read(model).operators().get(2).attributes())
                .containsExactly(
                        Map.entry("zero", new Attribute.Whole(0)),
                        Map.entry("none", new Attribute.Wholes(List.of())),
                        Map.entry("untyped", new Attribute.Whole(2)));
    }

    @Test
    void graphsInsideOperatorsReadValuesOfThoseAroundThem() {
        ModelProto.Builder model = Models.small();
        GraphProto.Builder inner = branch("i", node("Neg", "", List.of("y"), "i"));
        GraphProto.Builder middle = branch("m", holder("inner", inner, "m"));
        model.getGraphBuilder().addNode(0, holder("outer", middle, "z")).addOutput(value("z"));
        Graph graph = read(model);
        assertThat(types(graph)).containsExactly("MatMul", "Add", "Relu", "If");
        Attribute branch = graph.operators().get(3).attributes().get("then_branch");
        assertThat(((Attribute.OfGraph) branch).graph().operators()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mnist_cntk", "mnist_burn_cnn_bn", "resnet8_cifar10", "gtzan_mlp_1M", "iris_mlp", "sine_mlp"})
    void readsModelsOfOthers(String name) {
        Path folder = Outside.checks("onnx/models").resolve(name);
        Diagnostics diagnostics = new Diagnostics();
        Optional<Graph> graph = GraphReader.read("model.onnx", new DiskFiles(folder), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        assertThat(graph.orElseThrow().operators()).isNotEmpty();
        Optional<Tensor> input = TensorFile.read("test_data_set_0/input_0.pb", new DiskFiles(folder), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        assertThat(input.orElseThrow().type())
                .isEqualTo(graph.get().inputs().get(0).type());
    }
}
