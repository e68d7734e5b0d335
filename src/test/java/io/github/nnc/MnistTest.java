package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.disk.DiskFiles;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.StrictJavac;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A convolutional network that others trained reads handwritten digits as well here. */
class MnistTest {

    private static final int IMAGES = 2_000;
    private static final int PIXELS = 28 * 28;
    private static final double PROMISED = 0.984;

    /** The formats are Yann LeCun's: a head of four-byte numbers (16 bytes for images, 8 for labels), then bytes. */
    @Test
    void readsHandwrittenDigits(@TempDir Path folder) throws Exception {
        Path model = Outside.checks("onnx/models/mnist_cntk/model.onnx");
        Path images = Outside.checks("data/mnist/t10k-images-idx3-ubyte.gz");
        Path labels = Outside.checks("data/mnist/t10k-labels-idx1-ubyte.gz");
        Path weights = folder.resolve("mnist.safetensors");
        Outside.python(
                List.of("struct"),
                Map.of("NNC_ONNX", model.toString(), "NNC_WEIGHTS", weights.toString()),
                "mnist_weights.py");
        byte[] pixels = bytes(images, 16, IMAGES * PIXELS);
        byte[] digits = bytes(labels, 8, IMAGES);
        Class<?> type = StrictJavac.load(new DiskFiles(Path.of("src/test/resources/checks")), "mnist.nn")
                .loadClass("com.example.Mnist");
        Object network = type.getMethod("load", Path.class).invoke(null, weights);
        int right = 0;
        float[] x = new float[PIXELS];
        for (int image = 0; image < IMAGES; image++) {
            for (int i = 0; i < PIXELS; i++) {
                x[i] = pixels[image * PIXELS + i] & 0xFF;
            }
            Enum<?> digit = (Enum<?>) type.getMethod("predict", float[].class).invoke(network, (Object) x);
            right += digit.ordinal() == digits[image] ? 1 : 0;
        }
        System.out.printf("MNIST: %d of the first %,d test images are read right%n", right, IMAGES);
        assertThat((double) right / IMAGES).isGreaterThanOrEqualTo(PROMISED);
    }

    private static byte[] bytes(Path file, int head, int count) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            in.skipNBytes(head);
            byte[] bytes = new byte[count];
            in.readFully(bytes);
            return bytes;
        }
    }
}
