package io.github.nnc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.graph.Tensor;
import io.github.nnc.graph.TensorFile;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.importer.Imported;
import io.github.nnc.importer.OnnxImport;
import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.inmemory.NetworkLoader;
import io.github.nnc.testing.Digits;
import io.github.nnc.testing.Outside;
import io.github.nnc.verify.Difference;
import io.github.nnc.verify.ImportedNetwork;
import io.github.nnc.verify.Tolerance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that others trained and wrote as ONNX: what is imported computes what ONNX Runtime did, and is short. */
class TrainedModelsTest {

    private static final Tolerance PROMISED = new Tolerance(1e-4, 1e-4);
    private static final int MOST_LINES = 40;
    private static final int IMAGES = 2_000;

    @ParameterizedTest
    @ValueSource(
            strings = {"sine_mlp", "iris_mlp", "gtzan_mlp_1M", "mnist_cntk", "mnist_burn_cnn_bn", "resnet8_cifar10"})
    void computesWhatIsStored(String name) {
        Path folder = Outside.checks("onnx/models/" + name);
        Imported imported = imported(folder);
        Tensor input = tensor(folder, "input_0.pb");
        Tensor output = tensor(folder, "output_0.pb");
        Tensor actual = network(imported)
                .call(Map.of(imported.inputs().get(0).onnxName(), input))
                .get(imported.outputs().get(0).onnxName());
        Difference difference = Difference.of(output, actual, PROMISED);
        System.out.printf("%s: %d lines, %s%n", name, imported.text().lines().count(), difference);
        assertThat(difference.isWithin())
                .as(difference + "\n" + imported.text())
                .isTrue();
        assertThat(imported.text().lines().count()).as(imported.text()).isLessThan(MOST_LINES);
    }

    /** How images become numbers is what each was trained on: grey values as they are, or around their mean. */
    @ParameterizedTest
    @CsvSource({"mnist_cntk, 1, 0, 1, 0.984", "mnist_burn_cnn_bn, 255, 0.1307, 0.3081, 0.988"})
    void readsHandwrittenDigits(String name, float white, float mean, float deviation, double promised)
            throws IOException {
        Path folder = Outside.checks("onnx/models/" + name);
        Digits digits = Digits.read(IMAGES);
        Imported imported = imported(folder);
        ImportedNetwork network = network(imported);
        Imported.Port input = imported.inputs().get(0);
        List<Long> extents = tensor(folder, "input_0.pb").extents();
        int right = 0;
        for (int image = 0; image < IMAGES; image++) {
            float[] pixels = digits.pixels(image);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (pixels[i] / white - mean) / deviation;
            }
            Tensor scores = network.call(Map.of(input.onnxName(), Tensor.ofReals(extents, pixels)))
                    .get(imported.outputs().get(0).onnxName());
            right += largest(scores.reals()) == digits.digit(image) ? 1 : 0;
        }
        System.out.printf("%s: %d of the first %,d test images are read right%n", name, right, IMAGES);
        assertThat((double) right / IMAGES).isGreaterThanOrEqualTo(promised);
    }

    private static int largest(float[] scores) {
        int largest = 0;
        for (int i = 1; i < scores.length; i++) {
            largest = scores[i] > scores[largest] ? i : largest;
        }
        return largest;
    }

    private static Imported imported(Path folder) {
        Diagnostics diagnostics = new Diagnostics();
        ImportRequest request =
                new ImportRequest("model.onnx", new DiskFiles(folder), "m", "m.safetensors", Map.of(), Map.of());
        Optional<Imported> imported = OnnxImport.of(request, diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return imported.orElseThrow();
    }

    private static ImportedNetwork network(Imported imported) {
        return ImportedNetwork.of(
                imported,
                "m.safetensors",
                new NetworkLoader(MemoryCompiler.ofThisRuntime().orElseThrow()));
    }

    private static Tensor tensor(Path folder, String name) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Tensor> tensor = TensorFile.read(name, new DiskFiles(folder.resolve("test_data_set_0")), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return tensor.orElseThrow();
    }
}
