package io.github.nnc.weights;

import io.github.nnc.support.TensorData;
import io.github.nnc.support.WeightException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Collection;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** Reads {@code numpy.savez} and {@code numpy.savez_compressed}: a zip archive of one {@code .npy} a tensor. */
final class NpzReader {

    private static final String SUFFIX = ".npy";
    private static final long SMALL = 1 << 24;
    private static final long RATIO = 100;

    private NpzReader() {}

    /** The tensors sorted by name; values only of those under the prefix. */
    static Collection<TensorData> read(SeekableByteChannel channel, String prefix) throws IOException {
        ZipDirectory directory = ZipDirectory.read(channel);
        long inflated = 0;
        for (ZipDirectory.Entry entry : directory.entries()) {
            if (entry.name().endsWith("/data.pkl")) {
                throw new WeightException(
                        WeightException.TYPE,
                        -1,
                        "it was written by torch.save: write it with numpy.savez(path, **model.state_dict()) or as"
                                + " safetensors");
            }
            inflated = entry.size() > Long.MAX_VALUE - inflated ? Long.MAX_VALUE : inflated + entry.size();
        }
        if (inflated > SMALL + RATIO * channel.size()) {
            throw new WeightException(
                    WeightException.TOO_LARGE,
                    -1,
                    "its %s bytes claim to inflate to %s, but at most %s times as many are accepted",
                    channel.size(),
                    inflated,
                    RATIO);
        }
        TreeMap<String, TensorData> tensors = new TreeMap<>();
        for (ZipDirectory.Entry entry : directory.entries()) {
            if (!entry.name().endsWith(SUFFIX)) {
                throw new WeightException(WeightException.DAMAGED, -1, "its entry `%s` is not an array", entry.name());
            }
            TensorData tensor = read(directory, entry, prefix);
            if (tensors.put(tensor.name, tensor) != null) {
                throw new WeightException(
                        WeightException.DUPLICATE, -1, "tensor `%s` is in the file twice", tensor.name);
            }
        }
        return tensors.values();
    }

    private static TensorData read(ZipDirectory directory, ZipDirectory.Entry entry, String prefix) throws IOException {
        String name = entry.name().substring(0, entry.name().length() - SUFFIX.length());
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(directory.open(entry), crc)) {
            TensorData tensor = NpyReader.read(name, in, entry.size());
            if (tensor.values != null && crc.getValue() != entry.crc()) {
                throw new WeightException(
                        WeightException.DAMAGED, -1, "the values of `%s` do not have their checksum", name);
            }
            if (tensor.flaw == null && tensor.type.charAt(1) != 'f') {
                tensor.flaw = new WeightException(
                        WeightException.TYPE,
                        -1,
                        "tensor `%s` has the type %s, but weights must be floats",
                        name,
                        tensor.type);
            }
            if (!tensor.under(prefix)) {
                tensor.values = null;
                tensor.flaw = null;
            }
            return tensor;
        } catch (ZipException | EOFException e) {
            throw new WeightException(
                    WeightException.DAMAGED, -1, "`%s` cannot be inflated: %s", entry.name(), e.getMessage());
        }
    }
}
