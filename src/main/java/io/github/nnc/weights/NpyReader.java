package io.github.nnc.weights;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.support.TensorNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numpy's {@code .npy}: versions 1 to 3, little- and big-endian, C and Fortran order; floats of 16, 32 and 64 bits,
 * integers and booleans. The {@link TensorNode#type} is numpy's ({@code <f4}); a value that no float holds, finite or
 * exactly where it is an integer, is a flaw.
 */
public final class NpyReader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int HEADER_LIMIT = 1 << 20;
    private static final int RANK_LIMIT = 64;
    private static final int CHUNK = 1 << 16;
    private static final int EXACT = 1 << 24;
    private static final Pattern ENTRY =
            Pattern.compile("\\s*'(\\w+)'\\s*:\\s*(?:'([^']*)'|(True|False)|\\(([\\d,\\s]*)\\))\\s*(,|(?=\\}))");
    private static final Pattern TUPLE = Pattern.compile("\\s*(\\d+\\s*(,\\s*\\d+\\s*)*,?\\s*)?");
    private static final List<String> TYPES =
            List.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1");

    private final TensorNode tensor;
    private final InputStream in;

    private NpyReader(TensorNode tensor, InputStream in) {
        this.tensor = tensor;
        this.in = in;
    }

    /** Reads a file that is one array; the name is for messages. */
    public static TensorNode read(String name, SeekableByteChannel channel) throws IOException {
        TensorNode tensor = new TensorNode(null, name);
        read(tensor, Channels.newInputStream(channel), channel.size() - channel.position());
        return tensor;
    }

    /**
     * Fills a tensor from a stream of which {@code size} bytes are said to come; memory grows with those that do.
     *
     * @throws WeightException if they are no array, or more or fewer than it takes
     */
    static void read(TensorNode tensor, InputStream in, long size) throws IOException {
        new NpyReader(tensor, in).read(size);
    }

    private void read(long size) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6) || start[6] < 1 || start[6] > 3) {
            throw damaged("does not begin as a .npy file of version 1, 2 or 3");
        }
        int lengthBytes = start[6] == 1 ? 2 : 4;
        byte[] length = Arrays.copyOf(in.readNBytes(lengthBytes), 4);
        long headerLength =
                ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
        if (headerLength > HEADER_LIMIT) {
            throw damaged("has a header of " + headerLength + " bytes, but " + HEADER_LIMIT + " are the most");
        }
        byte[] header = in.readNBytes((int) headerLength);
        if (header.length < headerLength) {
            throw damaged("ends within its header");
        }
        Map<String, String> entries = entries(new String(header, StandardCharsets.UTF_8));
        String type = entries.get("descr");
        tensor.type = type;
        tensor.shape = shape(entries.get("shape"));
        int kind = type.length() == 3 && "<>|=".indexOf(type.charAt(0)) >= 0 ? TYPES.indexOf(type.substring(1)) : -1;
        if (kind < 0) {
            tensor.flaw = String.format(
                    "NN403: tensor `%s` has the type %s, but arrays must be of floats or integers",
                    tensor.path(), type);
            return;
        }
        if (tensor.count() > Integer.MAX_VALUE) {
            throw new WeightException(
                    Code.WEIGHTS_CLAIM,
                    -1,
                    "tensor `" + tensor.path() + "` claims " + tensor.extents()
                            + " values, but 2147483647 are the most");
        }
        int count = (int) tensor.count();
        int width = type.charAt(2) - '0';
        long rest = size - 8 - lengthBytes - headerLength;
        if (rest != (long) count * width) {
            throw damaged(tensor.extents() + " of " + type + " takes " + (long) count * width + " bytes, but " + rest
                    + " follow the header");
        }
        values(count, width);
        if (in.read() >= 0) {
            throw damaged("goes on after its last value");
        }
        if (entries.get("fortran_order").equals("True")) {
            toRowMajor();
        }
    }

    private Map<String, String> entries(String header) throws WeightException {
        Map<String, String> entries = new HashMap<>();
        String text = header.strip();
        Matcher matcher = ENTRY.matcher(text);
        int at = 1;
        while (at < text.length() && matcher.region(at, text.length()).lookingAt()) {
            at = matcher.end();
            int group = matcher.group(2) != null ? 2 : matcher.group(3) != null ? 3 : 4;
            String key = group == 2 ? "descr" : group == 3 ? "fortran_order" : "shape";
            if (!matcher.group(1).equals(key) || entries.put(key, matcher.group(group)) != null) {
                throw damaged("has a header that is not that of a plain array");
            }
        }
        if (!text.startsWith("{")
                || entries.size() != 3
                || !text.substring(at).strip().equals("}")) {
            throw damaged("has a header that is not that of a plain array");
        }
        return entries;
    }

    private long[] shape(String tuple) throws WeightException {
        String[] extents = tuple.isBlank() ? new String[0] : tuple.strip().split("\\s*,\\s*");
        if (extents.length > RANK_LIMIT
                || !TUPLE.matcher(tuple).matches()
                || !Arrays.stream(extents).allMatch(NpyReader::isLength)) {
            throw damaged("has the shape (" + tuple + "), which no array has");
        }
        return Arrays.stream(extents).mapToLong(Long::parseLong).toArray();
    }

    private static boolean isLength(String digits) {
        return digits.length() < 20 && new BigInteger(digits).bitLength() < Long.SIZE;
    }

    private void values(int count, int width) throws IOException {
        ByteOrder order = tensor.type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        String kind = tensor.type.substring(1);
        tensor.values = new float[Math.min(count, CHUNK)];
        byte[] chunk = new byte[(int) Math.min(CHUNK, (long) count * width)];
        int index = 0;
        for (long left = (long) count * width; left > 0; ) {
            int step = (int) Math.min(left, chunk.length);
            if (in.readNBytes(chunk, 0, step) < step) {
                throw damaged("ends before its last value");
            }
            left -= step;
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, step).order(order);
            while (bytes.hasRemaining()) {
                if (index == tensor.values.length) {
                    tensor.values = Arrays.copyOf(tensor.values, (int) Math.min(count, 2L * index));
                }
                double value = value(bytes, kind);
                tensor.values[index] = (float) value;
                if (tensor.flaw == null && kind.charAt(0) == 'f' && !Float.isFinite((float) value)) {
                    tensor.flaw = String.format(
                            "NN414: tensor `%s` holds %s at index %s, but weights must be finite floats",
                            tensor.path(), value, index);
                }
                if (tensor.flaw == null && kind.charAt(0) != 'f' && Math.abs(value) > EXACT) {
                    tensor.flaw = String.format(
                            "NN403: tensor `%s` holds %s at index %s, but integers must be within %s to be exact as"
                                    + " floats",
                            tensor.path(), value, index, EXACT);
                }
                index++;
            }
        }
    }

    private static double value(ByteBuffer bytes, String kind) {
        return switch (kind) {
            case "f2" -> TensorNode.half(bytes.getShort());
            case "f4" -> bytes.getFloat();
            case "f8" -> bytes.getDouble();
            case "i1" -> bytes.get();
            case "i2" -> bytes.getShort();
            case "i4" -> bytes.getInt();
            case "u2" -> bytes.getShort() & 0xffff;
            case "u4" -> bytes.getInt() & 0xffffffffL;
            case "i8" -> bytes.getLong();
            case "u8" -> {
                long value = bytes.getLong();
                yield value < 0 ? 0x1p63 + (value & Long.MAX_VALUE) : value;
            }
            default -> bytes.get() & 0xff;
        };
    }

    private void toRowMajor() {
        float[] sorted = new float[tensor.values.length];
        int rank = tensor.shape.length;
        int[] index = new int[rank];
        for (float value : tensor.values) {
            int at = 0;
            for (int axis = 0; axis < rank; axis++) {
                at = at * (int) tensor.shape[axis] + index[axis];
            }
            sorted[at] = value;
            for (int axis = 0; axis < rank && ++index[axis] == tensor.shape[axis]; axis++) {
                index[axis] = 0;
            }
        }
        tensor.values = sorted;
    }

    private WeightException damaged(String message) {
        return new WeightException(Code.WEIGHTS_DAMAGED, -1, "array `" + tensor.path() + "` " + message);
    }
}
