package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.disk.DiskFiles;
import io.github.nnc.testing.Digits;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.StrictJavac;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A convolutional network that others trained reads handwritten digits as well here. */
class MnistTest {

    private static final int IMAGES = 2_000;
    private static final double PROMISED = 0.984;

    @Test
    void readsHandwrittenDigits(@TempDir Path folder) throws Exception {
        Path model = Outside.checks("onnx/models/mnist_cntk/model.onnx");
        Digits digits = Digits.read(IMAGES);
        Path weights = folder.resolve("mnist.safetensors");
        Outside.python(
                List.of("struct"),
                Map.of("NNC_ONNX", model.toString(), "NNC_WEIGHTS", weights.toString()),
                "mnist_weights.py");
        Class<?> type = StrictJavac.load(new DiskFiles(Path.of("src/test/resources/checks")), "mnist.nn")
                .loadClass("com.example.Mnist");
        Object network = type.getMethod("load", Path.class).invoke(null, weights);
        int right = 0;
        for (int image = 0; image < IMAGES; image++) {
            float[] x = digits.pixels(image);
            Enum<?> digit = (Enum<?>) type.getMethod("predict", float[].class).invoke(network, (Object) x);
            right += digit.ordinal() == digits.digit(image) ? 1 : 0;
        }
        System.out.printf("MNIST: %d of the first %,d test images are read right%n", right, IMAGES);
        assertThat((double) right / IMAGES).isGreaterThanOrEqualTo(PROMISED);
    }
}
