package io.github.nnc.weights;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.support.TensorNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** Reads {@code numpy.savez} and {@code numpy.savez_compressed}: a zip archive of one {@code .npy} a tensor. */
final class NpzReader {

    private static final String SUFFIX = ".npy";
    private static final long SMALL = 1 << 24;
    private static final long RATIO = 100;

    private NpzReader() {}

    /** What holds the tensors; values only of those under the prefix. */
    static TensorNode read(SeekableByteChannel channel, String prefix) throws IOException {
        ZipDirectory directory = ZipDirectory.read(channel);
        long inflated = 0;
        for (ZipDirectory.Entry entry : directory.entries()) {
            if (entry.name().endsWith("/data.pkl")) {
                throw new WeightException(
                        Code.WEIGHTS_TYPE,
                        -1,
                        "it was written by torch.save: write it with numpy.savez(path, **model.state_dict()) or as"
                                + " safetensors");
            }
            inflated = entry.size() > Long.MAX_VALUE - inflated ? Long.MAX_VALUE : inflated + entry.size();
        }
        if (inflated > SMALL + RATIO * channel.size()) {
            throw new WeightException(
                    Code.WEIGHTS_CLAIM,
                    -1,
                    "its " + channel.size() + " bytes claim to inflate to " + inflated + ", but at most " + RATIO
                            + " times as many are accepted");
        }
        TensorNode tensors = new TensorNode(null, "");
        for (ZipDirectory.Entry entry : directory.entries()) {
            if (!entry.name().endsWith(SUFFIX)) {
                throw new WeightException(Code.WEIGHTS_DAMAGED, -1, "its entry `" + entry.name() + "` is not an array");
            }
            String name = entry.name().substring(0, entry.name().length() - SUFFIX.length());
            TensorNode tensor = tensors.reach(name);
            if (tensor.type != null) {
                throw new WeightException(Code.WEIGHTS_DUPLICATE, -1, "tensor `" + name + "` is in the file twice");
            }
            read(tensor, directory, entry, prefix);
        }
        return tensors;
    }

    private static void read(TensorNode tensor, ZipDirectory directory, ZipDirectory.Entry entry, String prefix)
            throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(directory.open(entry), crc)) {
            NpyReader.read(tensor, in, entry.size());
            if (tensor.values != null && crc.getValue() != entry.crc()) {
                throw new WeightException(
                        Code.WEIGHTS_DAMAGED, -1, "the values of `" + tensor.path() + "` do not have their checksum");
            }
            if (tensor.flaw == null && tensor.type.charAt(1) != 'f') {
                tensor.flaw = String.format(
                        "NN403: tensor `%s` has the type %s, but weights must be floats", tensor.path(), tensor.type);
            }
            if (!prefix.isEmpty() && !tensor.path().startsWith(prefix + ".")) {
                tensor.values = null;
                tensor.flaw = null;
            }
        } catch (ZipException | EOFException e) {
            throw new WeightException(
                    Code.WEIGHTS_DAMAGED, -1, "`" + entry.name() + "` cannot be inflated: " + e.getMessage());
        }
    }
}
