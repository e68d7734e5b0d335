package io.github.nnc.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Writes safetensors. The same tensors give the same bytes: they are sorted by name, the header is padded to 8. */
public final class SafetensorsWriter {

    private static final int CHUNK = 1 << 13;

    private SafetensorsWriter() {}

    /**
     * Writes all tensors in one type and leaves the stream open.
     *
     * @throws IllegalArgumentException if two have the same name, or a value cannot be stored in this type
     */
    public static void write(Collection<WeightTensor> tensors, DataType type, OutputStream out) throws IOException {
        List<WeightTensor> sorted = tensors.stream()
                .sorted(Comparator.comparing(WeightTensor::name))
                .toList();
        byte[] header = header(sorted, type);
        out.write(buffer(8).putLong(header.length).array());
        out.write(header);
        for (WeightTensor tensor : sorted) {
            values(tensor.values(), type, out);
        }
    }

    /** Appends values in little-endian order. */
    static void values(float[] values, DataType type, OutputStream out) throws IOException {
        ByteBuffer bytes = buffer(CHUNK);
        for (float value : values) {
            if (!bytes.hasRemaining()) {
                out.write(bytes.array());
                bytes.clear();
            }
            type.put(bytes, value);
        }
        out.write(bytes.array(), 0, bytes.position());
    }

    private static byte[] header(List<WeightTensor> sorted, DataType type) {
        StringBuilder json = new StringBuilder("{");
        long at = 0;
        String before = null;
        for (WeightTensor tensor : sorted) {
            if (tensor.name().equals(before)) {
                throw new IllegalArgumentException("two tensors are named " + before);
            }
            long end = at + (long) type.width() * tensor.values().length;
            json.append(before == null ? "" : ",").append(quoted(tensor.name()));
            json.append(":{\"dtype\":\"").append(type).append("\",\"shape\":[");
            json.append(Arrays.stream(tensor.extents()).mapToObj(Long::toString).collect(Collectors.joining(",")));
            json.append("],\"data_offsets\":[")
                    .append(at)
                    .append(',')
                    .append(end)
                    .append("]}");
            before = tensor.name();
            at = end;
        }
        json.append('}');
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            if (c < ' ') {
                text.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return text.append('"').toString();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
