package io.github.nnc.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.model.Model;
import io.github.nnc.testing.GivenTensors;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.ReferenceCase;
import io.github.nnc.testing.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What ONNX Runtime makes of exported files is what PyTorch computes. */
class OnnxExportTest {

    private static final double TOLERANCE = 1e-4;

    /** Every layer with every argument, one example at a time and as one of a batch. */
    @TestFactory
    Stream<DynamicTest> agreesWithPyTorch() {
        return ReferenceCase.all().stream().map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
    }

    @Test
    void everyLayerHasARule() {
        assertThat(LayerCatalog.ALL)
                .allMatch(type -> OnnxRules.find(type.name()).isPresent());
    }

    private static void check(ReferenceCase each) throws InvalidProtocolBufferException {
        Model model = Networks.model(each.text());
        byte[] file = file(model, each.weights(), OptionalLong.empty());
        assertValid(ModelProto.parseFrom(file));
        try (OnnxSession session = new OnnxSession(model, file)) {
            for (int batch : new int[] {1, 3}) {
                for (ReferenceCase.Call call : each.calls()) {
                    agree(
                            session.call(Collections.nCopies(batch, call.inputs()))
                                    .get(batch - 1),
                            call.outputs());
                }
                session.restart();
            }
        }
    }

    /** By ONNX's own checker; the module that is asked for came with the version that knows the operator set. */
    @Test
    void passesTheChecker(@TempDir Path folder) throws IOException {
        int files = 0;
        for (ReferenceCase each : ReferenceCase.all()) {
            Model model = Networks.model(each.text());
            byte[] file = file(model, each.weights(), OptionalLong.empty());
            Files.write(folder.resolve(each.file() + "_" + each.name() + ".onnx"), file);
            files++;
        }
        assertThat(files).isGreaterThan(800);
        Outside.python(List.of("onnx.model_container"), Map.of("NNC_ONNX", folder.toString()), "check_onnx.py");
    }

    /** Nothing is allocated for a file that could not be written. */
    @Test
    void refusesWhatTheFormatDoesNotHold() {
        Diagnostics diagnostics = new Diagnostics();
        Model model = Networks.model("model wide < input 30000; dense 30000 >");
        assertThat(OnnxExport.of(model, Map.of(), OptionalLong.empty(), diagnostics))
                .isEmpty();
        assertThat(diagnostics.sorted()).singleElement().satisfies(told -> {
            assertThat(told.code()).isEqualTo(Code.WEIGHTS_TOO_LARGE);
            assertThat(told.notes()).singleElement().asString().contains("2 GiB");
        });
    }

    /** What depends on no input is one tensor for all examples. */
    @TestFactory
    Stream<DynamicTest> agreesWithTensorsOfParameters() {
        return given(GivenTensors.Way.OF_PARAMETERS, OptionalLong.empty(), List.of(1, 3));
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTensorsOfInputsOneExampleAtATime() {
        return given(GivenTensors.Way.COMPUTED, OptionalLong.of(1), List.of(1));
    }

    private static Stream<DynamicTest> given(GivenTensors.Way way, OptionalLong batch, List<Integer> sizes) {
        return ReferenceCase.all().stream()
                .flatMap(each -> GivenTensors.of(Networks.model(each.text()), each.weights(), way).stream()
                        .map(given ->
                                DynamicTest.dynamicTest(each.toString(), () -> check(each, given, batch, sizes))));
    }

    private static void check(ReferenceCase each, GivenTensors given, OptionalLong batch, List<Integer> sizes) {
        byte[] file = file(given.model(), given.learned(), batch);
        try (OnnxSession session = new OnnxSession(given.model(), file)) {
            for (int size : sizes) {
                for (ReferenceCase.Call call : each.calls()) {
                    List<Tensor> inputs = given.inputs(call.inputs());
                    agree(session.call(Collections.nCopies(size, inputs)).get(size - 1), call.outputs());
                }
                session.restart();
            }
        }
    }

    /** An operator takes a filter once, not one for each image. */
    @Test
    void refusesTensorsThatDifferBetweenExamples() {
        Diagnostics diagnostics = new Diagnostics();
        Model model = Networks.model("model m < x: input 3x8x8; w: input 4x3x3x3; from w; mul 2; v: tanh;"
                + " from x; conv 4 3 weight=v; conv 4 3 bias=false; conv 4 1 bias=false >");
        assertThat(OnnxExport.of(model, Map.of(), OptionalLong.of(2), diagnostics))
                .isEmpty();
        assertThat(diagnostics.sorted()).singleElement().satisfies(told -> {
            assertThat(told.code()).isEqualTo(Code.TENSOR_BY_EXAMPLE);
            assertThat(told.span().text()).isEqualTo("conv 4 3 weight=v");
            assertThat(told.message()).contains("`weight`", "`conv`");
            assertThat(told.helps()).singleElement().asString().contains("--batch 1");
        });
        assertThat(OnnxExport.allows(model, OptionalLong.of(1), diagnostics)).isTrue();
    }

    static byte[] file(Model model, Map<String, Tensor> weights, OptionalLong batch) {
        Diagnostics diagnostics = new Diagnostics();
        return OnnxExport.of(model, floats(weights), batch, diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.sorted()));
    }

    private static Map<String, float[]> floats(Map<String, Tensor> weights) {
        Map<String, float[]> floats = new HashMap<>();
        weights.forEach((name, tensor) -> {
            float[] values = new float[tensor.data().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) tensor.data()[i];
            }
            floats.put(name, values);
        });
        return floats;
    }

    static void agree(List<double[]> actual, List<Tensor> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            agree(actual.get(i), expected.get(i).data());
        }
    }

    private static void agree(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        for (int i = 0; i < actual.length; i++) {
            boolean same = Double.compare(actual[i], expected[i]) == 0;
            assertThat(same || Math.abs(actual[i] - expected[i]) <= 1e-6 + TOLERANCE * largest)
                    .as("value " + i + ": " + actual[i] + " instead of " + expected[i])
                    .isTrue();
        }
    }

    /** The rules of ONNX's checker: every value is made once, before it is read, under a name of its own. */
    static void assertValid(ModelProto file) {
        assertThat(file.getIrVersion()).isPositive();
        assertThat(file.getOpsetImportList())
                .singleElement()
                .satisfies(set -> assertThat(set.getVersion()).isGreaterThanOrEqualTo(17));
        GraphProto graph = file.getGraph();
        Set<String> made = new HashSet<>();
        graph.getInputList()
                .forEach(input -> assertThat(made.add(input.getName())).isTrue());
        graph.getInitializerList()
                .forEach(tensor -> assertThat(made.add(tensor.getName())).isTrue());
        Set<String> nodes = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            assertThat(nodes.add(node.getName())).as(node.getName()).isTrue();
            assertThat(node.getInputList())
                    .as(node.getName())
                    .allMatch(input -> input.isEmpty() || made.contains(input));
            node.getOutputList().forEach(output -> assertThat(made.add(output)).isTrue());
        }
        graph.getOutputList().forEach(output -> assertThat(made).contains(output.getName()));
    }
}
