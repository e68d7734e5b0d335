package io.github.nnc.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The first test images of MNIST, whose files are Yann LeCun's: a head of four-byte numbers (16 bytes for images, 8 for
 * labels), then bytes.
 */
public record Digits(byte[] images, byte[] labels) {

    public static final int PIXELS = 28 * 28;

    public static Digits read(int count) throws IOException {
        Path images = Outside.checks("data/mnist/t10k-images-idx3-ubyte.gz");
        Path labels = Outside.checks("data/mnist/t10k-labels-idx1-ubyte.gz");
        return new Digits(bytes(images, 16, count * PIXELS), bytes(labels, 8, count));
    }

    /** Grey values from 0 to 255, row by row. */
    public float[] pixels(int image) {
        float[] pixels = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = images[image * PIXELS + i] & 0xFF;
        }
        return pixels;
    }

    public int digit(int image) {
        return labels[image];
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
