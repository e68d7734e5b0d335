package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.ClassFile;
import io.github.nnc.testing.FilesInMemory;
import io.github.nnc.testing.Json;
import io.github.nnc.testing.Ladder;
import io.github.nnc.testing.ReferenceCase;
import io.github.nnc.testing.Sample;
import io.github.nnc.testing.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples compile as in a build, compute what PyTorch computes from the same weights, and are as good as promised. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesTest {

    private static final int BUDGET = 8_000;

    private final Map<String, Sample> compiled = new TreeMap<>();

    private Sample compile(String name) throws Exception {
        if (!compiled.containsKey(name)) {
            compiled.put(name, Sample.compile(name));
        }
        return compiled.get(name);
    }

    /** PyTorch's outputs by name of the sample. */
    private static Map<String, Json> references() {
        Map<String, Json> cases = new TreeMap<>();
        for (Json each : ReferenceCase.read("samples").member("cases").elements()) {
            cases.put(each.member("name").text(), each);
        }
        return cases;
    }

    static List<String> names() throws IOException {
        return Sample.names();
    }

    @Test
    void everySampleHasAReference() throws IOException {
        assertThat(references().keySet()).containsExactlyElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void agreesWithPyTorchOnEveryExample(String name) throws Exception {
        Sample sample = compile(name);
        Json reference = references().get(name);
        List<float[]> rows = rows(reference.member("inputs").elements().get(0));
        Tensor expected = reference.member("outputs").elements().get(0).tensor();
        int size = expected.data().length / rows.size();
        assertThat(size * rows.size()).isEqualTo(expected.data().length);
        for (int row = 0; row < rows.size(); row++) {
            double[] wanted = Arrays.copyOfRange(expected.data(), row * size, (row + 1) * size);
            double[] probabilities = sample.forward(rows.get(row));
            assertThat(Agreement.TENSOR.difference(probabilities, wanted))
                    .as("row " + row)
                    .isEmpty();
            assertThat(largest(probabilities)).as("class of row " + row).isEqualTo(largest(wanted));
        }
    }

    @ParameterizedTest
    @CsvSource({"iris, 0.93", "digits, 0.96", "fashion, 0.9"})
    void isRightOnMostOfWhatWasHeldOut(String name, double promised) throws Exception {
        assertThat((double) right(name) / classes(name).size()).isGreaterThanOrEqualTo(promised);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iris", "digits"})
    void theLadderTellsTheShareThatIsRight(String name) throws Exception {
        String share = Ladder.percent(right(name), classes(name).size());
        assertThat(Ladder.rows().get(name).right()).isEqualTo(share);
    }

    private int right(String name) throws Exception {
        List<float[]> rows = csv(Sample.FOLDER.resolve("data/" + name + "_heldout.csv"));
        List<float[]> classes = classes(name);
        assertThat(rows).hasSameSizeAs(classes);
        int right = 0;
        for (int row = 0; row < rows.size(); row++) {
            right += compile(name).predict(rows.get(row)) == (int) classes.get(row)[0] ? 1 : 0;
        }
        return right;
    }

    private static List<float[]> classes(String name) throws IOException {
        return csv(Sample.FOLDER.resolve("data/" + name + "_heldout_classes.csv"));
    }

    /** What the page of the samples says of each: layers with weights, and parameters. */
    @ParameterizedTest
    @MethodSource("names")
    void standsOnTheLadderWithItsCounts(String name) throws IOException {
        Ladder row = Ladder.rows().get(name);
        assertThat(row.layers()).isEqualTo(String.format(Locale.ROOT, "%,d", layersWithWeights(name)));
        assertThat(row.parameters())
                .isEqualTo(String.format(Locale.ROOT, "%,d", model(name).parameters()));
    }

    @ParameterizedTest
    @CsvSource({"over_five, 1, 1", "digits, 2, 3", "fashion, 5, 20", "words, 50, 100", "deep, 101, 1000"})
    void everyRungOfTheLadderHasASample(String name, int fewest, int most) {
        assertThat(layersWithWeights(name)).isBetween(fewest, most);
    }

    @ParameterizedTest
    @CsvSource({"fashion, 1000000", "words, 2000000"})
    void weightsStaySmall(String name, long bytes) throws IOException {
        assertThat(Files.size(Sample.FOLDER.resolve(name + ".safetensors"))).isLessThan(bytes);
    }

    private static int layersWithWeights(String name) {
        return (int) model(name).tensors().stream()
                .map(LearnedTensor::module)
                .distinct()
                .count();
    }

    private static Model model(String name) {
        return Compiler.check(new DiskFiles(Sample.FOLDER), name + ".nn")
                .models()
                .get(0);
    }

    @Test
    void theLadderShowsEverySampleAndWhatItsDepthBuys() throws IOException {
        assertThat(Ladder.rows().keySet()).containsExactlyInAnyOrderElementsOf(names());
        assertThat(Ladder.rows().values()).noneMatch(row -> row.gain().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("names")
    void noMethodIsTooLongForTheJit(String name) throws Exception {
        compile(name)
                .classes()
                .values()
                .forEach(bytes -> ClassFile.codeSizes(bytes)
                        .forEach((method, size) -> assertThat(size).as(method).isLessThanOrEqualTo(BUDGET)));
    }

    /** The example of the lesson, to the digits that it prints. */
    @Test
    void theCatIsACat() throws Exception {
        Sample sample = compile("cat_dog");
        float[] pixels = {0.5f, 0.8f, 0.2f};
        assertThat(sample.forward(pixels)).containsExactly(new double[] {0.82, 0.18}, within(0.0005));
        assertThat(sample.predict(pixels)).isZero();
        assertThat(sample.type().getField("PARAMETERS").getLong(null)).isEqualTo(26);
    }

    /** What the page of the samples says of it: without its residuals nothing of an input would arrive. */
    @Test
    void residualsCarryASignalThroughTheWholeOfDeep() throws Exception {
        String text = Files.readString(Sample.FOLDER.resolve("deep.nn"));
        String plain = text.replace("residual < dense wide relu; dense back >;", "dense wide relu; dense back;");
        assertThat(plain).isNotEqualTo(text);
        Sample without = Sample.compile(FilesInMemory.ofTexts(Map.of("deep.nn", plain)), "deep");
        assertThat(change(compile("deep"))).isGreaterThan(1);
        assertThat(change(without)).isLessThan(1e-6);
    }

    /** By how much the first output differs between two inputs. */
    private static double change(Sample sample) throws ReflectiveOperationException {
        return Math.abs(sample.forward(new float[] {1, 2, 3, 4})[0] - sample.forward(new float[] {-1, -2, 3, 4})[0]);
    }

    /** Run {@code src/test/python/reference.py} after a change of its scripts or of a sample's weights. */
    @Test
    void noReferenceIsStale() throws IOException, NoSuchAlgorithmException {
        for (Map.Entry<String, Json> script :
                ReferenceCase.read("samples").member("scripts").members().entrySet()) {
            assertUnchanged(Path.of("src/test/python", script.getKey()), script.getValue());
        }
        for (Json each : references().values()) {
            List<Json> stored = new ArrayList<>(each.member("inputs").elements());
            stored.add(each.member("weights"));
            for (Json file : stored) {
                if (file.has("file")) {
                    assertUnchanged(Path.of(file.member("file").text()), file.member("sha256"));
                }
            }
        }
    }

    private static void assertUnchanged(Path file, Json hash) throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(HexFormat.of().formatHex(digest)).as(file.toString()).isEqualTo(hash.text());
    }

    private static List<float[]> rows(Json inputs) throws IOException {
        if (inputs.has("file")) {
            return csv(Path.of(inputs.member("file").text()));
        }
        Tensor tensor = inputs.tensor();
        int size = tensor.shape()[1];
        List<float[]> rows = new ArrayList<>();
        for (int at = 0; at < tensor.data().length; at += size) {
            rows.add(floats(Arrays.copyOfRange(tensor.data(), at, at + size)));
        }
        return rows;
    }

    private static List<float[]> csv(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> floats(Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray()))
                .toList();
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private static int largest(double[] values) {
        int at = 0;
        for (int i = 1; i < values.length; i++) {
            at = values[i] > values[at] ? i : at;
        }
        return at;
    }
}
