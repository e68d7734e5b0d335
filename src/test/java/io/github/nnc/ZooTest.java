package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.model.JavaNames;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import io.github.nnc.report.SummaryJson;
import io.github.nnc.support.TensorNode;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.ClassFile;
import io.github.nnc.testing.HashedValues;
import io.github.nnc.testing.Json;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.Scripts;
import io.github.nnc.testing.StrictJavac;
import io.github.nnc.weights.DataType;
import io.github.nnc.weights.ExpectedTensors;
import io.github.nnc.weights.SafetensorsWriter;
import io.github.nnc.weights.WeightFile;
import io.github.nnc.weights.WeightMatcher;
import io.github.nnc.weights.WeightTensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Well-known networks have the parameters they are known for, take PyTorch's weights by name, and agree with it. */
class ZooTest {

    private static final Path ZOO = Path.of("samples/zoo");
    private static final Path STORED = Path.of("src/test/resources/zoo/zoo.json");
    private static final double TOLERANCE = 1e-4;
    private static final int BUDGET = 8_000;

    private static Map<String, Model> models;
    private static Compilation compilation;
    private static MemoryLoader loader;

    /** One network in PyTorch. */
    private record Counterpart(Json json) {

        String name() {
            return json.member("name").text();
        }

        /** The tensors of its {@code state_dict} without values, in its order, but for counters that nobody reads. */
        List<TensorNode> tensors() {
            List<TensorNode> tensors = new ArrayList<>();
            json.member("tensors").members().forEach((name, shape) -> {
                long[] extents = shape.elements().stream()
                        .mapToLong(extent -> (long) extent.number())
                        .toArray();
                TensorNode tensor = new TensorNode(null, name);
                tensor.type = "F32";
                tensor.shape = extents;
                tensors.add(tensor);
            });
            return tensors.stream()
                    .filter(tensor -> !tensor.name.endsWith("num_batches_tracked"))
                    .toList();
        }

        /** Whether it is small enough to be computed. */
        boolean runs() {
            return json.has("outputs");
        }

        int inputs() {
            return json.member("input").elements().stream()
                    .mapToInt(extent -> (int) extent.number())
                    .reduce(1, Math::multiplyExact);
        }

        double[] outputs() {
            return json.member("outputs").elements().get(0).tensor().data();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static List<Counterpart> counterparts() throws IOException {
        return Json.read(STORED).member("cases").elements().stream()
                .map(Counterpart::new)
                .toList();
    }

    static List<Counterpart> thoseThatRun() throws IOException {
        return counterparts().stream().filter(Counterpart::runs).toList();
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(ZOO)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".nn"))
                    .map(name -> name.substring(0, name.length() - ".nn".length()))
                    .sorted()
                    .toList();
        }
    }

    /** All in one run of javac, without weights. */
    @BeforeAll
    static void compile() throws IOException {
        models = new TreeMap<>();
        for (String name : names()) {
            models.put(
                    name, only(Compiler.check(new DiskFiles(ZOO), name + ".nn").models()));
        }
        List<CompileRequest.Source> sources = names().stream()
                .map(name -> new CompileRequest.Source(name + ".nn", "com.example"))
                .toList();
        CompileResult result = Compiler.compile(
                new CompileRequest(new DiskFiles(ZOO), sources, Optional.empty(), false, Optional.empty()));
        assertThat(result.diagnostics()).isEmpty();
        compilation = StrictJavac.compile(result.sources());
        loader = new MemoryLoader(compilation.classes(), result.resources());
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, 61706",
        "alexnet, 61100840",
        "vgg16, 138357544",
        "resnet18, 11689512",
        "resnet50, 25557032",
        "mobilenet_v2, 3504872",
        "densenet121, 7978856",
        "bert_base, 109482240",
        "gpt2_small, 124439808"
    })
    void hasAsManyParametersAsIsKnown(String name, long parameters) throws Exception {
        assertThat(models).hasSize(9);
        assertThat(models.get(name).parameters()).isEqualTo(parameters);
        assertThat(type(name).getField("PARAMETERS").getLong(null)).isEqualTo(parameters);
        int depth = depth(models.get(name));
        String count = String.format(Locale.ROOT, "%,d", parameters);
        assertThat(models.get(name).documentation().orElseThrow())
                .contains("Depth: " + depth + " layers with weights")
                .endsWith("Parameters: " + count + ".");
        assertThat(Files.readString(ZOO.resolve("README.md")))
                .contains("| `" + name + "` | " + depth + " | " + count + " | ");
    }

    /** How many layers with weights of their own, norms apart, stand on the longest way to an output. */
    private static int depth(Model model) {
        Set<String> owners = model.tensors().stream().map(LearnedTensor::module).collect(Collectors.toSet());
        Map<Value, Integer> depths = new HashMap<>();
        for (Node node : model.nodes()) {
            int before = node.inputs().stream()
                    .mapToInt(input -> depths.getOrDefault(input, 0))
                    .max()
                    .orElse(0);
            boolean counts = owners.contains(node.path()) && !node.type().name().endsWith("norm");
            node.outputs().forEach(output -> depths.put(output, before + (counts ? 1 : 0)));
        }
        return Collections.max(depths.values());
    }

    @Test
    void noMethodIsTooLongForTheJit() {
        compilation
                .classes()
                .values()
                .forEach(bytes -> ClassFile.codeSizes(bytes)
                        .forEach((method, size) -> assertThat(size).as(method).isLessThanOrEqualTo(BUDGET)));
    }

    /** Both list tensors in the order of definition, so that the pairs by name are the pairs by place. */
    @ParameterizedTest
    @MethodSource("counterparts")
    void pairsTensorsByName(Counterpart each) {
        ExpectedTensors expected = ExpectedTensors.of(models.get(each.name()));
        List<TensorNode> tensors = each.tensors();
        WeightMatcher matcher = new WeightMatcher(expected.text());
        TensorNode file = new TensorNode(null, "");
        for (TensorNode tensor : reversed(tensors)) {
            TensorNode node = file.reach(tensor.name);
            node.type = tensor.type;
            node.shape = tensor.shape;
        }
        matcher.match(file, "");
        assertThat(matcher.problems()).isEmpty();
        assertThat(expected.slots()).hasSameSizeAs(tensors);
        for (int i = 0; i < tensors.size(); i++) {
            assertThat(matcher.bound(i).path())
                    .as(expected.slots().get(i).line())
                    .isEqualTo(tensors.get(i).name);
        }
    }

    @ParameterizedTest
    @MethodSource("thoseThatRun")
    void agreesWithPyTorch(Counterpart each, @TempDir Path folder) throws Exception {
        Path weights = folder.resolve("weights.safetensors");
        List<WeightTensor> tensors = each.tensors().stream()
                .map(tensor -> new WeightTensor(
                        tensor.name, Shape.of(tensor.shape), HashedValues.weight(tensor.name, tensor.shape)))
                .toList();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(weights))) {
            SafetensorsWriter.write(tensors, DataType.F32, out);
        }
        assertAgrees(forward(each.name(), weights, HashedValues.image(each.inputs())), each.outputs());
        assertThat(workspace(each.name(), weights)).isBetween(1.0, said(models.get(each.name())));
    }

    /** The bytes of all arrays that a thread needs. */
    private static double workspace(String name, Path weights) throws ReflectiveOperationException {
        Class<?> type = type(name);
        Object network = type.getMethod("load", Path.class).invoke(null, weights);
        Object workspace = type.getMethod("newWorkspace").invoke(network);
        double bytes = 0;
        for (Field field : workspace.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            bytes += 4.0 * Array.getLength(field.get(workspace));
        }
        return bytes;
    }

    /** The bytes of values that the summary tells. */
    private static double said(Model model) throws IOException {
        return Json.parse(SummaryJson.of(model, Compiler.cost(model)))
                .member("valueBytes")
                .number();
    }

    /** Whole files as PyTorch names and draws them, counters of batches included. */
    @Test
    void loadsStateDictsOfTorchvision(@TempDir Path folder) throws Exception {
        Outside.python(
                List.of("torch", "torchvision", "numpy"),
                Map.of("NNC_FOLDER", folder.toString()),
                "zoo_state_dicts.py");
        for (Counterpart each : thoseThatRun()) {
            Map<String, float[]> example = new TreeMap<>();
            for (TensorNode tensor : read(folder.resolve(each.name() + "_example.safetensors"))) {
                example.put(tensor.path(), tensor.values);
            }
            float[] y = forward(each.name(), folder.resolve(each.name() + ".safetensors"), example.get("input"));
            assertAgrees(y, doubles(example.get("output")));
        }
    }

    /** What is stored is what the PyTorch of this machine computes. */
    @Test
    void isWhatPyTorchComputes(@TempDir Path folder) throws IOException {
        Outside.python(
                List.of("torch", "torchvision", "numpy"), Map.of("NNC_VECTORS", folder.toString()), "zoo_cases.py");
        List<Counterpart> computed = Json.read(folder.resolve("zoo/zoo.json")).member("cases").elements().stream()
                .map(Counterpart::new)
                .toList();
        List<Counterpart> stored = counterparts();
        assertThat(computed).hasSameSizeAs(stored).isNotEmpty();
        for (int i = 0; i < stored.size(); i++) {
            Json now = computed.get(i).json();
            for (String known : List.of("name", "parameters", "tensors")) {
                assertThat(now.member(known)).isEqualTo(stored.get(i).json().member(known));
            }
            if (stored.get(i).runs()) {
                assertAgrees(computed.get(i).outputs(), stored.get(i).outputs(), 1e-6);
            }
        }
    }

    /** Run {@code src/test/python/zoo_cases.py} after a change of its scripts. */
    @Test
    void isNotStale() throws IOException, NoSuchAlgorithmException {
        Map<String, Json> scripts = Json.read(STORED).member("scripts").members();
        assertThat(scripts).containsOnlyKeys("vectors.py", "zoo_weights.py", "zoo_cases.py");
        Scripts.assertUnchanged(scripts);
    }

    private static float[] forward(String name, Path weights, float[] x) throws ReflectiveOperationException {
        Class<?> type = type(name);
        Object network = type.getMethod("load", Path.class).invoke(null, weights);
        return (float[]) type.getMethod("forward", float[].class).invoke(network, (Object) x);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("com.example." + JavaNames.className(name), true, loader);
    }

    private static List<TensorNode> read(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return WeightFile.tensors(WeightFile.read(channel, ""));
        }
    }

    private static void assertAgrees(float[] actual, double[] expected) {
        assertAgrees(doubles(actual), expected, TOLERANCE);
    }

    /** Within a share of the largest value. */
    private static void assertAgrees(double[] actual, double[] expected, double share) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            assertThat(difference).as("value " + i).isLessThanOrEqualTo(share * largest);
        }
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
