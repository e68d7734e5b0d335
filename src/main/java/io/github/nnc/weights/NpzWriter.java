package io.github.nnc.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what {@code numpy.load} reads as an archive. The same tensors give the same bytes: sorted by name, undated. */
public final class NpzWriter {

    private static final LocalDateTime UNDATED = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzWriter() {}

    /**
     * Writes all tensors as {@code <f4}, uncompressed, and leaves the stream open.
     *
     * @throws java.util.zip.ZipException if two have the same name
     */
    public static void write(Collection<WeightTensor> tensors, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        List<WeightTensor> sorted = tensors.stream()
                .sorted(Comparator.comparing(WeightTensor::name))
                .toList();
        for (WeightTensor tensor : sorted) {
            CRC32 crc = new CRC32();
            NpyWriter.write(tensor, new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
            ZipEntry entry = new ZipEntry(tensor.name() + ".npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setCrc(crc.getValue());
            entry.setSize(NpyWriter.header("<f4", tensor.shape()).length + 4L * tensor.values().length);
            entry.setTimeLocal(UNDATED);
            zip.putNextEntry(entry);
            NpyWriter.write(tensor, zip);
            zip.closeEntry();
        }
        zip.finish();
    }
}
