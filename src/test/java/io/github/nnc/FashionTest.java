package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.Ladder;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The convolutional sample on the 10,000 test images of Fashion-MNIST, where Debian's package has them. */
class FashionTest {

    private static final Path DATA = Path.of("/usr/share/datasets/fashion-mnist");
    private static final int PIXELS = 28 * 28;
    private static final int IMAGES = 10_000;
    private static final int PARTS = 100;

    @Test
    void tellsNineOfTenClothesApart() throws Exception {
        ByteBuffer images = read("t10k-images-idx3-ubyte.gz", 16, IMAGES * PIXELS);
        ByteBuffer classes = read("t10k-labels-idx1-ubyte.gz", 8, IMAGES);
        Sample sample = Sample.compile("fashion");
        int right = IntStream.range(0, PARTS)
                .parallel()
                .map(part -> right(sample, images, classes, part * IMAGES / PARTS, (part + 1) * IMAGES / PARTS))
                .sum();
        System.out.printf("fashion: %d of %d test images right%n", right, IMAGES);
        assertThat((double) right / IMAGES).isGreaterThan(0.9);
        assertThat(Ladder.rows().get("fashion").right()).isEqualTo(Ladder.percent(right, IMAGES));
    }

    private static int right(Sample sample, ByteBuffer images, ByteBuffer classes, int from, int to) {
        int right = 0;
        for (int image = from; image < to; image++) {
            float[] x = new float[PIXELS];
            for (int i = 0; i < PIXELS; i++) {
                x[i] = Byte.toUnsignedInt(images.get(image * PIXELS + i));
            }
            try {
                right += sample.predict(x) == classes.get(image) ? 1 : 0;
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return right;
    }

    /** A file of the data set behind its header, which says how many values follow. */
    private static ByteBuffer read(String name, int header, int size) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Outside.existing(DATA.resolve(name))))) {
            ByteBuffer content = ByteBuffer.wrap(in.readAllBytes());
            assertThat(content.getInt(Integer.BYTES)).isEqualTo(IMAGES);
            assertThat(content.limit()).isEqualTo(header + size);
            return content.slice(header, size);
        }
    }
}
