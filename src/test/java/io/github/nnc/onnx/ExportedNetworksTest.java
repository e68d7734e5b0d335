package io.github.nnc.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.support.WeightVariants;
import io.github.nnc.tensor.Extent;
import io.github.nnc.testing.Evaluator;
import io.github.nnc.testing.HashedValues;
import io.github.nnc.testing.Json;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.RandomNetworks;
import io.github.nnc.testing.ReferenceCase;
import io.github.nnc.testing.Sample;
import io.github.nnc.testing.Tensor;
import io.github.nnc.weights.ExpectedTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks as files in ONNX Runtime: samples, well-known ones, and some that nobody thought of. */
class ExportedNetworksTest {

    private static final int RANDOM = 200;

    static List<Json> samples() {
        return ReferenceCase.read("samples").member("cases").elements();
    }

    private static Model sample(String name) {
        List<Model> models =
                Compiler.check(new DiskFiles(Sample.FOLDER), name + ".nn").models();
        assertThat(models).hasSize(1);
        return models.get(0);
    }

    private static String name(Json json) {
        return json.member("name").text();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleAgreesWithPyTorch(Json reference) throws IOException {
        Model model = sample(name(reference));
        List<List<Tensor>> examples =
                examples(model, reference.member("inputs").elements().get(0));
        double[] expected =
                reference.member("outputs").elements().get(0).tensor().data();
        int size = expected.length / examples.size();
        byte[] file = OnnxExportTest.file(model, weights(model, name(reference)), OptionalLong.empty());
        try (OnnxSession session = new OnnxSession(model, file)) {
            List<List<double[]>> actual = session.call(examples);
            for (int i = 0; i < examples.size(); i++) {
                double[] wanted = Arrays.copyOfRange(expected, i * size, (i + 1) * size);
                OnnxExportTest.agree(actual.get(i), List.of(new Tensor(new int[] {size}, wanted)));
            }
        }
    }

    /** Those of the file that the sample names; where it names none those of {@code random(1)}. */
    private static Map<String, Tensor> weights(Model model, String name) {
        List<float[]> values;
        if (model.weights().isPresent()) {
            Compiler.ModelSource source = new Compiler.ModelSource(name + ".nn", Optional.empty(), true);
            values = Compiler.bind(new DiskFiles(Sample.FOLDER), source, model)
                    .values()
                    .orElseThrow();
        } else {
            ExpectedTensors expected = ExpectedTensors.of(model);
            float[][] random = new WeightVariants(expected.text()).random(1);
            values = model.tensors().stream()
                    .map(tensor -> random[expected.index(tensor)])
                    .toList();
        }
        Map<String, Tensor> weights = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            weights.put(model.tensors().get(i).name(), vector(values.get(i)));
        }
        return weights;
    }

    private static List<List<Tensor>> examples(Model model, Json inputs) throws IOException {
        List<List<Tensor>> examples = new ArrayList<>();
        int[] shape = shape(model);
        if (inputs.has("file")) {
            for (String line : Files.readAllLines(Path.of(inputs.member("file").text()))) {
                double[] row = Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                examples.add(List.of(new Tensor(shape, row)));
            }
            return examples;
        }
        double[] data = inputs.tensor().data();
        int size = inputs.tensor().shape()[1];
        for (int at = 0; at < data.length; at += size) {
            int[] own = model.inputs().get(0).value().type().shape().isFixed() ? shape : new int[] {size};
            examples.add(List.of(new Tensor(own, Arrays.copyOfRange(data, at, at + size))));
        }
        return examples;
    }

    private static int[] shape(Model model) {
        return model.inputs().get(0).value().type().shape().extents().stream()
                .mapToInt(extent -> Math.toIntExact(extent.max()))
                .toArray();
    }

    /** Those whose outputs are known: at most 30 million parameters. */
    static Stream<Json> wellKnown() throws IOException {
        return Json.read(Path.of("src/test/resources/zoo/zoo.json")).member("cases").elements().stream()
                .filter(each -> each.has("outputs"));
    }

    @ParameterizedTest
    @MethodSource("wellKnown")
    void wellKnownNetworksAgreeWithPyTorch(Json reference) {
        DiskFiles folder = new DiskFiles(Path.of("samples/zoo"));
        Model model = Compiler.check(folder, name(reference) + ".nn").models().get(0);
        Map<String, Tensor> weights = hashed(model, reference);
        int[] shape = shape(model);
        double[] image = vector(HashedValues.image(Arrays.stream(shape).reduce(1, Math::multiplyExact)))
                .data();
        Tensor expected = reference.member("outputs").elements().get(0).tensor();
        byte[] file = OnnxExportTest.file(model, weights, OptionalLong.of(1));
        try (OnnxSession session = new OnnxSession(model, file)) {
            List<List<double[]>> actual = session.call(List.of(List.of(new Tensor(shape, image))));
            OnnxExportTest.agree(actual.get(0), List.of(expected));
        }
    }

    /** PyTorch's tensors under its names stand in the order of ours. */
    private static Map<String, Tensor> hashed(Model model, Json reference) {
        List<String> names = reference.member("tensors").members().keySet().stream()
                .filter(name -> !name.endsWith("num_batches_tracked"))
                .toList();
        assertThat(names).hasSameSizeAs(model.tensors());
        Map<String, Tensor> weights = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            LearnedTensor tensor = model.tensors().get(i);
            long[] shape = tensor.spec().shape().extents().stream()
                    .mapToLong(Extent::max)
                    .toArray();
            weights.put(tensor.name(), vector(HashedValues.weight(names.get(i), shape)));
        }
        return weights;
    }

    /** Those of more than 30 million parameters, on few tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "bert_base", "gpt2_small", "vgg16"})
    void largeNetworksAgreeWithTheEvaluator(String name) {
        Outside.large();
        Model model = Compiler.check(new DiskFiles(Path.of("samples/zoo")), name + ".nn")
                .models()
                .get(0);
        Map<String, Tensor> weights = Networks.weights(model, 1);
        List<Tensor> inputs = Networks.inputsOfLength(model, 1, 7);
        try (OnnxSession session = new OnnxSession(model, OnnxExportTest.file(model, weights, OptionalLong.of(1)))) {
            OnnxExportTest.agree(session.call(List.of(inputs)).get(0), new Evaluator(model, weights).call(inputs));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, RANDOM);
    }

    private static Model random(long seed) {
        return Networks.model(RandomNetworks.of(seed).text());
    }

    /** In batches of two whose lengths are others in each call, which goes on from the one before where they carry. */
    @ParameterizedTest
    @MethodSource("seeds")
    void randomNetworksAgreeWithTheEvaluator(long seed) {
        Model model = random(seed);
        Map<String, Tensor> weights = Networks.weights(model, seed);
        OptionalLong batch = seed % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(2);
        try (OnnxSession session = new OnnxSession(model, OnnxExportTest.file(model, weights, batch))) {
            List<Evaluator> evaluators = List.of(new Evaluator(model, weights), new Evaluator(model, weights));
            for (int call = 0; call < 2; call++) {
                List<Tensor> inputs = Networks.inputsOfAnyLength(model, 10 * seed + call);
                List<List<Tensor>> examples = List.of(
                        inputs,
                        inputs.stream().map(ExportedNetworksTest::reversed).toList());
                List<List<double[]>> actual = session.call(examples);
                for (int i = 0; i < examples.size(); i++) {
                    OnnxExportTest.agree(actual.get(i), evaluators.get(i).call(examples.get(i)));
                }
            }
        }
    }

    private static Tensor reversed(Tensor tensor) {
        double[] data = tensor.data();
        return new Tensor(
                tensor.shape(),
                IntStream.range(0, data.length)
                        .mapToDouble(i -> data[data.length - 1 - i])
                        .toArray());
    }

    private static Tensor vector(float[] values) {
        return new Tensor(
                new int[] {values.length},
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
    }
}
