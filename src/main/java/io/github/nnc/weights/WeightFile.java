package io.github.nnc.weights;

import io.github.nnc.support.SafetensorsReader;
import io.github.nnc.support.TensorData;
import io.github.nnc.support.WeightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Reads weight files of every format, told apart by their first bytes, never by their names. */
public final class WeightFile {

    private static final int MAGIC_LENGTH = 6;

    private WeightFile() {}

    /**
     * Reads safetensors or npz.
     *
     * @param prefix values are read only of the tensors under it; empty for all
     * @return the tensors sorted by name
     * @throws WeightException if the file is damaged, or of another format
     */
    public static Collection<TensorData> read(SeekableByteChannel channel, String prefix) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(MAGIC_LENGTH);
        while (start.hasRemaining() && channel.read(start) >= 0) {}
        channel.position(0);
        String magic = new String(start.array(), StandardCharsets.ISO_8859_1);
        if (magic.startsWith("PK")) {
            return NpzReader.read(channel, prefix);
        }
        String format = magic.equals("\u0093NUMPY")
                ? "a single numpy array, without names"
                : magic.startsWith("\u0089HDF") ? "HDF5" : magic.startsWith("\u0080\u0002") ? "a Python pickle" : "";
        if (!format.isEmpty()) {
            throw new WeightException(
                    WeightException.TYPE, -1, "it is %s: write it as safetensors or with numpy.savez", format);
        }
        return SafetensorsReader.read(Channels.newInputStream(channel), channel.size(), prefix);
    }
}
