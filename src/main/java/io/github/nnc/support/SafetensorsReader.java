package io.github.nnc.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads the safetensors format: eight bytes of header length (little-endian), a JSON header that gives every tensor's
 * type, shape and place, then the values without gaps. No length is believed: memory grows with the bytes that arrive,
 * never with what the header claims.
 *
 * <p>F32, F16 and BF16 are widened, F64 is rounded. A value that is not finite, or another type, is noted in
 * {@link TensorData#flaw}, so that all problems of a file can be told at once; anything else that is wrong with the
 * file ends the reading with a {@link WeightException}.
 */
public final class SafetensorsReader {
    private static final int HEADER_LIMIT = 100_000_000;
    private static final int RANK_LIMIT = 64;

    private final TreeMap<String, TensorData> tensors = new TreeMap<>();
    private final InputStream in;
    private final String prefix;
    private final byte[] chunk = new byte[1 << 16];
    private String text;
    private int at;

    private SafetensorsReader(InputStream in, String prefix) {
        this.in = in;
        this.prefix = prefix;
    }

    /** Reads a file; of tensors outside the prefix only names and shapes. */
    public static Collection<TensorData> read(Path file, String prefix) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, Files.size(file), prefix);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param size the number of bytes that are certain to be there, or -1 where only reading tells
     * @return the tensors, sorted by name, whatever order the file has
     */
    public static Collection<TensorData> read(InputStream in, long size, String prefix) throws IOException {
        SafetensorsReader reader = new SafetensorsReader(in, prefix);
        long length = reader.header();
        List<TensorData> order = new ArrayList<>(reader.tensors.values());
        Collections.sort(order);
        long end = 0;
        for (TensorData tensor : order) {
            if (tensor.begin != end) {
                throw damaged(
                        "tensor `%s` begins at byte %s of the data, but the one before it ends at %s",
                        tensor.name, tensor.begin, end);
            }
            end = tensor.end;
        }
        if (size >= 0 && size - 8 - length != end) {
            throw damaged("the header describes %s bytes of data, but the file has %s", end, size - 8 - length);
        }
        for (TensorData tensor : order) {
            reader.values(tensor, size >= 0);
        }
        if (in.read() >= 0) {
            throw damaged("the file goes on after the %s bytes of data that its header describes", end);
        }
        return reader.tensors.values();
    }

    private long header() throws IOException {
        int read = in.readNBytes(chunk, 0, 8);
        long length = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (read < 8) {
            throw damaged("the file has %s bytes, but its header's length alone takes 8", read);
        }
        if (length < 2 || length > HEADER_LIMIT) {
            throw damaged(
                    "the header's length is %s, but 2 to %s are possible", Long.toUnsignedString(length), HEADER_LIMIT);
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw damaged("the header should have %s bytes, but the file ends after %s", length, bytes.length);
        }
        text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            throw damaged("the header is not UTF-8");
        }
        for (boolean more = open('{', '}'); more; more = more('}')) {
            String name = key();
            if (name.equals("__metadata__")) {
                for (boolean entry = open('{', '}'); entry; entry = more('}')) {
                    key();
                    string();
                }
            } else if (tensors.put(name, tensor(name)) != null) {
                throw new WeightException(WeightException.DUPLICATE, -1, "tensor `%s` is in the file twice", name);
            }
        }
        if (peek() != 0 || at < text.length()) {
            throw unexpected();
        }
        return length;
    }

    private TensorData tensor(String name) throws WeightException {
        String type = null;
        long[] shape = null;
        long[] range = null;
        for (boolean more = open('{', '}'); more; more = more('}')) {
            String key = key();
            if (key.equals("dtype") && type == null) {
                type = string();
            } else if (key.equals("shape") && shape == null) {
                shape = numbers();
            } else if (key.equals("data_offsets") && range == null) {
                range = numbers();
            } else {
                throw unexpected();
            }
        }
        if (type == null || shape == null || range == null || range.length != 2 || range[0] > range[1]) {
            throw damaged("tensor `%s` needs dtype, shape and two ascending data_offsets", name);
        }
        TensorData tensor = new TensorData(name, type, shape);
        tensor.begin = range[0];
        tensor.end = range[1];
        int width = width(type);
        long bytes = (long) width * TensorData.count(name, shape);
        if (width == 0) {
            tensor.flaw = new WeightException(
                    WeightException.TYPE,
                    -1,
                    "tensor `%s` has the type %s, but weights must be F32, F16, BF16 or F64",
                    name,
                    type);
        } else if (bytes != range[1] - range[0]) {
            throw damaged(
                    "tensor `%s`, %s of %s, takes %s bytes, but its data_offsets span %s",
                    name, TensorData.show(shape), type, bytes, range[1] - range[0]);
        }
        return tensor;
    }

    private static int width(String type) {
        return type.equals("F32") ? 4 : type.equals("F16") || type.equals("BF16") ? 2 : type.equals("F64") ? 8 : 0;
    }

    private void values(TensorData tensor, boolean sized) throws IOException {
        int width = width(tensor.type);
        boolean wanted = width > 0 && tensor.under(prefix) && !tensor.ignored();
        int count = wanted ? TensorData.count(tensor.name, tensor.shape) : 0;
        float[] values = new float[sized ? count : Math.min(count, chunk.length)];
        tensor.values = wanted ? values : null;
        int index = 0;
        for (long left = tensor.end - tensor.begin; left > 0; ) {
            int step = (int) Math.min(left, chunk.length);
            int read = in.readNBytes(chunk, 0, step);
            if (read < step) {
                throw damaged("the file ends %s bytes before the end of tensor `%s`", left - read, tensor.name);
            }
            left -= step;
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, step).order(ByteOrder.LITTLE_ENDIAN);
            while (wanted && bytes.hasRemaining()) {
                if (index == tensor.values.length) {
                    tensor.values = Arrays.copyOf(tensor.values, (int) Math.min(count, 2L * index));
                }
                double value = width == 8
                        ? bytes.getDouble()
                        : width == 4
                                ? bytes.getFloat()
                                : tensor.type.equals("F16")
                                        ? half(bytes.getShort())
                                        : Float.intBitsToFloat(bytes.getShort() << 16);
                tensor.values[index] = (float) value;
                tensor.check(index++, value);
            }
        }
    }

    /** IEEE 754 binary16, whose subnormal values are exact multiples of 2^-24. */
    public static float half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float size = exponent == 0
                ? fraction * 0x1p-24f
                : Float.intBitsToFloat((exponent == 31 ? 255 : exponent + 112) << 23 | fraction << 13);
        return bits < 0 ? -size : size;
    }

    private boolean open(char open, char close) throws WeightException {
        expect(open);
        if (peek() != close) {
            return true;
        }
        at++;
        return false;
    }

    private boolean more(char close) throws WeightException {
        if (peek() == ',') {
            at++;
            return true;
        }
        expect(close);
        return false;
    }

    private void expect(char wanted) throws WeightException {
        if (peek() != wanted) {
            throw unexpected();
        }
        at++;
    }

    /** The next character that is not white space, or 0 at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private String key() throws WeightException {
        String key = string();
        expect(':');
        return key;
    }

    private String string() throws WeightException {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) >= ' ') {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escape() : c);
        }
        throw unexpected();
    }

    private char escape() throws WeightException {
        int kind = at < text.length() ? "\"\\/bfnrtu".indexOf(text.charAt(at++)) : -1;
        if (kind == 8 && at + 4 <= text.length()) {
            int code = 0;
            for (int end = at + 4; at < end; at++) {
                code = code << 4 | Character.digit(text.charAt(at), 16);
            }
            if (code >= 0) {
                return (char) code;
            }
        } else if (kind >= 0 && kind < 8) {
            return "\"\\/\b\f\n\r\t".charAt(kind);
        }
        throw unexpected();
    }

    private long[] numbers() throws WeightException {
        long[] numbers = new long[RANK_LIMIT];
        int count = 0;
        for (boolean more = open('[', ']'); more; more = more(']')) {
            char first = peek();
            int begin = at;
            long number = 0;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                number = number * 10 + text.charAt(at++) - '0';
            }
            int digits = at - begin;
            if (digits == 0 || digits > 19 || number < 0 || digits > 1 && first == '0' || count == RANK_LIMIT) {
                throw unexpected();
            }
            numbers[count++] = number;
        }
        return Arrays.copyOf(numbers, count);
    }

    private WeightException unexpected() {
        return damaged("the header is not what safetensors allows, at character %s", at);
    }

    private static WeightException damaged(String format, Object... values) {
        return new WeightException(WeightException.DAMAGED, -1, format, values);
    }
}
