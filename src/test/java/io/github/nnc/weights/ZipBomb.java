package io.github.nnc.weights;

import io.github.nnc.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives that no numpy would write. */
final class ZipBomb {

    private ZipBomb() {}

    /** A well-formed array of zeros that unpacks to a thousand times its size. */
    static byte[] of(int values) throws IOException {
        byte[] header = NpyWriter.header("<f4", Shape.of(values));
        return entry("w.npy", Arrays.copyOf(header, header.length + 4 * values));
    }

    static byte[] entry(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
