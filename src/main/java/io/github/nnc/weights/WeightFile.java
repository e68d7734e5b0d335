package io.github.nnc.weights;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.support.TensorNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads weight files of every format, told apart by their first bytes, never by their names. */
public final class WeightFile {

    private static final int MAGIC_LENGTH = 9;

    private WeightFile() {}

    /**
     * Reads safetensors or npz.
     *
     * @param prefix values are read only of the tensors under it; empty for all
     * @return what holds the tensors
     * @throws WeightException if the file is damaged, or of another format
     */
    public static TensorNode read(SeekableByteChannel channel, String prefix) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(MAGIC_LENGTH);
        while (start.hasRemaining() && channel.read(start) >= 0) {}
        channel.position(0);
        if (isSafetensors(start.array())) {
            return new WeightMatcher("").read(Channels.newInputStream(channel), prefix);
        }
        String magic = new String(start.array(), StandardCharsets.ISO_8859_1);
        if (magic.startsWith("PK")) {
            return NpzReader.read(channel, prefix);
        }
        String format = magic.startsWith("\u0093NUMPY")
                ? "a single numpy array, without names"
                : magic.startsWith("\u0089HDF") ? "HDF5" : magic.startsWith("\u0080\u0002") ? "a Python pickle" : "";
        if (!format.isEmpty()) {
            throw new WeightException(
                    Code.WEIGHTS_TYPE, -1, "it is " + format + ": write it as safetensors or with numpy.savez");
        }
        return new WeightMatcher("").read(Channels.newInputStream(channel), prefix);
    }

    /** Whether a JSON object of less than 4 GiB follows behind its length, whose first bytes may be those of any format. */
    private static boolean isSafetensors(byte[] start) {
        return start[4] == 0 && start[5] == 0 && start[6] == 0 && start[7] == 0 && start[8] == '{';
    }

    /** The tensors of a file, sorted by name. */
    public static List<TensorNode> tensors(TensorNode file) {
        List<TensorNode> tensors = new ArrayList<>();
        collect(file, tensors);
        tensors.sort(Comparator.comparing(TensorNode::path));
        return tensors;
    }

    private static void collect(TensorNode node, List<TensorNode> tensors) {
        if (node.type != null) {
            tensors.add(node);
        }
        node.parts.values().forEach(part -> collect(part, tensors));
    }
}
