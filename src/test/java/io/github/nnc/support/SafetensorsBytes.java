package io.github.nnc.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files for tests, byte by byte, so that they can be wrong in any way. */
final class SafetensorsBytes {
    private final List<String> entries = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    SafetensorsBytes f32(String name, String shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return tensor(name, "F32", shape, bytes.array());
    }

    SafetensorsBytes tensor(String name, String type, String shape, byte... bytes) {
        int begin = data.size();
        data.writeBytes(bytes);
        return entry(name, type, shape, begin, data.size());
    }

    SafetensorsBytes entry(String name, String type, String shape, long begin, long end) {
        entries.add("\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + shape + "],\"data_offsets\":[" + begin
                + "," + end + "]}");
        return this;
    }

    byte[] bytes() {
        return file("{" + String.join(",", entries) + "}", data.toByteArray());
    }

    static byte[] file(String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return file(text.length, text, data);
    }

    static byte[] file(long length, byte[] header, byte... data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }

    static TensorNode read(byte[] bytes) throws IOException {
        return new WeightTable("").read(new ByteArrayInputStream(bytes), "");
    }

    static Map<String, TensorNode> byName(byte[] bytes) throws IOException {
        return byName(read(bytes));
    }

    /** The tensors of a file by their whole names, in the order in which it holds them. */
    static Map<String, TensorNode> byName(TensorNode file) {
        Map<String, TensorNode> tensors = new LinkedHashMap<>();
        if (file.type != null) {
            tensors.put(file.path(), file);
        }
        file.parts.values().forEach(part -> tensors.putAll(byName(part)));
        return tensors;
    }
}
