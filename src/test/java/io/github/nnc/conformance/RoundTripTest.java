package io.github.nnc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.graph.Dimension;
import io.github.nnc.graph.Graph;
import io.github.nnc.graph.GraphReader;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.importer.Imported;
import io.github.nnc.importer.OnnxImport;
import io.github.nnc.model.Model;
import io.github.nnc.onnx.OnnxExport;
import io.github.nnc.source.FileTree;
import io.github.nnc.support.WeightVariants;
import io.github.nnc.tensor.Extent;
import io.github.nnc.testing.FilesInMemory;
import io.github.nnc.testing.Outside;
import io.github.nnc.weights.ExpectedTensors;
import io.github.nnc.weights.WeightTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An imported network that is exported and imported again is the same text with the same numbers. */
class RoundTripTest {

    private static final long MOST_PARAMETERS = 30_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {"sine_mlp", "iris_mlp", "gtzan_mlp_1M", "mnist_cntk", "mnist_burn_cnn_bn", "resnet8_cifar10"})
    void modelsOfOthersComeBack(String name) {
        DiskFiles folder = new DiskFiles(Outside.checks("onnx/models/" + name));
        comesBack(imported(folder, Map.of()), Map.of());
    }

    static List<Path> networks() throws IOException {
        try (Stream<Path> samples = Files.list(Path.of("samples"));
                Stream<Path> zoo = Files.list(Path.of("samples/zoo"))) {
            return Stream.concat(samples, zoo)
                    .filter(file -> file.toString().endsWith(".nn"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void ownNetworksComeBack(Path file) {
        DiskFiles folder = new DiskFiles(file.getParent());
        for (Model model : Compiler.check(folder, file.getFileName().toString()).models()) {
            long parameters = model.tensors().stream()
                    .mapToLong(tensor -> tensor.spec().shape().elements().longValueExact())
                    .sum();
            if (model.carries()) {
                isRefused(exported(model, random(model)));
            } else if (parameters <= MOST_PARAMETERS || Outside.isLarge()) {
                FileTree exported = exported(model, random(model));
                Map<String, ImportRequest.Bounds> lengths = lengths(exported, model);
                comesBack(imported(exported, lengths), lengths);
            } else {
                System.out.printf("SKIPPED: %s has %,d parameters, -Dnnc.large=true takes it%n", file, parameters);
            }
        }
    }

    /** What is carried from call to call is computed from how long it is by now, which layers do not say. */
    private static void isRefused(FileTree files) {
        Diagnostics diagnostics = new Diagnostics();
        OnnxImport.of(request(files, Map.of()), diagnostics);
        assertThat(diagnostics.sorted()).extracting(Diagnostic::code).containsOnly(Code.ONNX_UNSUPPORTED);
    }

    private static void comesBack(Imported first, Map<String, ImportRequest.Bounds> lengths) {
        FilesInMemory text = new FilesInMemory(Map.of("m.nn", first.text().getBytes(StandardCharsets.UTF_8)));
        Model model = Compiler.check(text, "m.nn").models().get(0);
        Map<String, float[]> values = new HashMap<>();
        first.tensors().forEach(tensor -> values.put(tensor.name(), tensor.values()));
        Imported second = imported(exported(model, values), lengths);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.tensors())
                .extracting(WeightTensor::name)
                .isEqualTo(first.tensors().stream().map(WeightTensor::name).toList());
        for (int i = 0; i < first.tensors().size(); i++) {
            assertThat(second.tensors().get(i).values())
                    .isEqualTo(first.tensors().get(i).values());
        }
    }

    private static FilesInMemory exported(Model model, Map<String, float[]> values) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<byte[]> file = OnnxExport.of(model, values, OptionalLong.empty(), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return new FilesInMemory(Map.of("model.onnx", file.orElseThrow()));
    }

    private static Imported imported(FileTree files, Map<String, ImportRequest.Bounds> lengths) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Imported> imported = OnnxImport.of(request(files, lengths), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return imported.orElseThrow();
    }

    private static ImportRequest request(FileTree files, Map<String, ImportRequest.Bounds> lengths) {
        return new ImportRequest("model.onnx", files, "m", "m.safetensors", lengths, Map.of());
    }

    private static Map<String, float[]> random(Model model) {
        ExpectedTensors expected = ExpectedTensors.of(model);
        float[][] random = new WeightVariants(expected.text()).random(1);
        Map<String, float[]> values = new HashMap<>();
        model.tensors().forEach(tensor -> values.put(tensor.name(), random[expected.index(tensor)]));
        return values;
    }

    /** How long the dimensions of the file are that have a name, the batch apart. */
    private static Map<String, ImportRequest.Bounds> lengths(FileTree files, Model model) {
        Graph graph = GraphReader.read("model.onnx", files, new Diagnostics()).orElseThrow();
        Map<String, ImportRequest.Bounds> lengths = new HashMap<>();
        for (int i = 0; i < model.inputs().size(); i++) {
            List<Dimension> written = graph.inputs().get(i).shape().orElseThrow();
            List<Extent> extents = model.inputs().get(i).value().type().shape().extents();
            for (int axis = 0; axis < extents.size(); axis++) {
                if (written.get(axis + 1) instanceof Dimension.Named named) {
                    Extent extent = extents.get(axis);
                    lengths.put(named.name(), new ImportRequest.Bounds(extent.min(), extent.max()));
                }
            }
        }
        return lengths;
    }
}
