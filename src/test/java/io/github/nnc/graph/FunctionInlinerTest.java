package io.github.nnc.graph;

import static io.github.nnc.graph.Models.attribute;
import static io.github.nnc.graph.Models.branch;
import static io.github.nnc.graph.Models.function;
import static io.github.nnc.graph.Models.holder;
import static io.github.nnc.graph.Models.node;
import static io.github.nnc.graph.Models.set;
import static io.github.nnc.graph.Models.value;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.testing.FilesInMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Operators that call functions of the model become what the functions do. */
class FunctionInlinerTest {

    private static final NodeProto.Builder CALL = call("f", "call", List.of("x"), "y");

    private static NodeProto.Builder call(String function, String name, List<String> inputs, String... outputs) {
        return node(function, name, inputs, outputs).setDomain("own");
    }

    private static Graph read(List<FunctionProto.Builder> functions, NodeProto.Builder... calls) {
        GraphProto.Builder graph =
                GraphProto.newBuilder().addInput(value("x", 2)).addOutput(value("y", 2));
        for (NodeProto.Builder call : calls) {
            graph.addNode(call);
        }
        ModelProto.Builder model = Models.of(graph).addOpsetImport(set("own", 1));
        functions.forEach(model::addFunctions);
        Diagnostics diagnostics = new Diagnostics();
        Optional<Graph> read = GraphReader.read(
                "m.onnx", new FilesInMemory(Map.of("m.onnx", model.build().toByteArray())), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return read.orElseThrow();
    }

    /** Each operator as {@code outputs = type inputs}. */
    private static List<String> lines(Graph graph) {
        return graph.operators().stream()
                .map(operator -> String.join(" ", operator.outputs()) + " = " + operator.type() + " "
                        + String.join(" ", operator.inputs()))
                .toList();
    }

    @Test
    void valuesInsideGetTheNameOfTheCall() {
        FunctionProto.Builder f = function(
                "f",
                List.of("a"),
                List.of("b"),
                node("Neg", "", List.of("a"), "c"),
                node("Exp", "second", List.of("c"), "b"));
        Graph graph = read(List.of(f), call("f", "one", List.of("x"), "m"), call("f", "", List.of("m"), "y"));
        assertThat(lines(graph)).containsExactly("one/c = Neg x", "m = Exp one/c", "f/c = Neg m", "y = Exp f/c");
        assertThat(graph.operators()).extracting(Operator::name).containsExactly("", "one/second", "", "f/second");
    }

    @Test
    void namesThatAreTakenGetANumber() {
        FunctionProto.Builder f = function(
                "f",
                List.of("a"),
                List.of("b"),
                node("Neg", "", List.of("a"), "c"),
                node("Exp", "", List.of("c"), "b"));
        Graph graph = read(
                List.of(f),
                call("f", "", List.of("x"), "f/c"),
                call("f", "", List.of("f/c"), "m"),
                call("f", "", List.of("m"), "y"));
        assertThat(lines(graph))
                .containsExactly(
                        "f/c_2 = Neg x",
                        "f/c = Exp f/c_2",
                        "f/c_3 = Neg f/c",
                        "m = Exp f/c_3",
                        "f/c_4 = Neg m",
                        "y = Exp f/c_4");
    }

    @Test
    void functionsCallFunctions() {
        FunctionProto.Builder f = function(
                "f",
                List.of("a"),
                List.of("b"),
                call("g", "inner", List.of("a"), "c"),
                node("Exp", "", List.of("c"), "b"));
        FunctionProto.Builder g = function(
                "g",
                List.of("a"),
                List.of("b"),
                node("Neg", "", List.of("a"), "c"),
                node("Abs", "", List.of("c"), "b"));
        assertThat(lines(read(List.of(f, g), CALL)))
                .containsExactly("call/inner/c = Neg x", "call/c = Abs call/inner/c", "y = Exp call/c");
    }

    @Test
    void whatTheCallerLeavesOutIsLeftOutInside() {
        FunctionProto.Builder f = function(
                "f",
                List.of("a", "low", "high"),
                List.of("b", "c"),
                node("Clip", "", List.of("a", "low", "high"), "b"),
                node("Neg", "", List.of("b"), "c"));
        assertThat(lines(read(List.of(f), call("f", "", List.of("x", ""), "", "y"))))
                .containsExactly("f/b = Clip x  ", "y = Neg f/b");
    }

    @Test
    void anOutputThatIsAnInputIsCopied() {
        FunctionProto.Builder f = function("f", List.of("a"), List.of("a"));
        assertThat(lines(read(List.of(f), CALL))).containsExactly("y = Identity x");
    }

    @Test
    void attributesAreTheCallersOrDefaultsOrLeftOut() {
        NodeProto.Builder inside = node("LeakyRelu", "", List.of("a"), "b")
                .addAttribute(reference("given", "p"))
                .addAttribute(reference("defaulted", "q"))
                .addAttribute(reference("absent", "r"));
        FunctionProto.Builder f = function("f", List.of("a"), List.of("b"), inside)
                .addAttribute("p")
                .addAttribute("r")
                .addAttributeProto(attribute("q", AttributeType.INT).setI(7));
        Graph graph = read(
                List.of(f),
                CALL.clone().addAttribute(attribute("p", AttributeType.FLOAT).setF(0.5f)));
        assertThat(graph.operators().get(0).attributes())
                .containsOnly(
                        Map.entry("given", new Attribute.Real(0.5f)), Map.entry("defaulted", new Attribute.Whole(7)));
    }

    private static AttributeProto.Builder reference(String name, String attribute) {
        return AttributeProto.newBuilder().setName(name).setRefAttrName(attribute);
    }

    @Test
    void graphsInsideFunctionsAndFunctionsInsideGraphsAreWrittenOut() {
        FunctionProto.Builder f = function(
                "f", List.of("x"), List.of("b"), holder("choice", branch("c", call("g", "", List.of("x"), "c")), "b"));
        FunctionProto.Builder g = function("g", List.of("a"), List.of("b"), node("Neg", "", List.of("a"), "b"));
        Graph graph = read(List.of(f, g), node("Exp", "", List.of("x"), "e"), call("f", "call", List.of("e"), "y"));
        assertThat(lines(graph)).containsExactly("e = Exp x", "y = If e");
        Attribute inner = graph.operators().get(1).attributes().get("then_branch");
        assertThat(lines(((Attribute.OfGraph) inner).graph())).containsExactly("call/c = Neg e");
    }

    @Test
    void setsOfOperatorsThatOnlyFunctionsUseAreKnown() {
        FunctionProto.Builder f = function(
                        "f",
                        List.of("a"),
                        List.of("b"),
                        node("Gelu", "", List.of("a"), "b").setDomain("com.microsoft"))
                .addOpsetImport(set("com.microsoft", 1));
        assertThat(read(List.of(f), CALL).operatorSets())
                .containsOnly(Map.entry("", 17L), Map.entry("own", 1L), Map.entry("com.microsoft", 1L));
    }
}
