package io.github.nnc.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tensors that a model expects, and where their values come from: a safetensors file, or a generator of random
 * numbers.
 */
public class WeightTable {
    final TensorNode[] slots;

    /** For each expected tensor that of the file, or null. */
    protected final TensorNode[] bound;

    private final TensorNode model = new TensorNode(null, "");
    final List<String> problems = new ArrayList<>();
    private String header;
    private int at;

    /**
     * Reads a line for each tensor, {@code module/parameter shape distribution=size}. The module is a path of labels,
     * empty for a parameter of the model itself; parameter names may have dots of their own ({@code
     * attention1/out_proj.weight 64x64 uniform=0.125}). A shape is extents joined by {@code x}, or {@code scalar}.
     * Initial values are {@code constant=c}, {@code uniform=b} for -b to b, or {@code normal=s} for a standard deviation.
     */
    public WeightTable(String table) {
        String[] lines = table.split("\n");
        slots = new TensorNode[table.isEmpty() ? 0 : lines.length];
        bound = new TensorNode[slots.length];
        for (int i = 0; i < slots.length; i++) {
            String[] line = lines[i].split(" ");
            int slash = line[0].indexOf('/');
            TensorNode module = slash == 0 ? model : model.reach(line[0].substring(0, slash));
            slots[i] = module.reach(line[0].substring(slash + 1));
            slots[i].expect(line);
            for (; !module.module; module = module.parent == null ? module : module.parent) {
                module.module = true;
            }
        }
    }

    /** The values of a file, one array a line, whatever their order and names there; the stream is left open. */
    public float[][] load(InputStream in, String prefix) throws IOException {
        return bind(read(in, prefix), prefix);
    }

    /** The values that are expected, of a file that was read, or all that does not fit. */
    float[][] bind(TensorNode file, String prefix) throws IOException {
        match(file, prefix);
        if (!problems.isEmpty()) {
            throw new IOException(
                    problems.size() == 1
                            ? problems.get(0)
                            : String.format(
                                    "the weights do not fit, %s problems:\n  %s",
                                    problems.size(), first("\n  ", problems)));
        }
        float[][] values = new float[bound.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = bound[i].values;
        }
        return values;
    }

    /**
     * Reads the safetensors format: eight bytes of header length (little-endian), a JSON header that gives every
     * tensor's type, shape and place, then the values without gaps. No length is believed: memory grows with the bytes
     * that arrive.
     *
     * @param prefix values are read only of the tensors under it; empty for all
     */
    public TensorNode read(InputStream in, String prefix) throws IOException {
        TensorNode file = new TensorNode(null, "");
        byte[] chunk = new byte[1 << 16];
        readHeader(in, chunk);
        long end = 0;
        for (TensorNode tensor : inOrder(file)) {
            if (tensor.begin != end) {
                throw gap(tensor, end);
            }
            end = tensor.end;
            values(tensor, in, chunk, prefix);
        }
        if (in.read() >= 0) {
            throw problem(-1, "NN402: the file goes on after the %s bytes of data that its header describes", end);
        }
        return file;
    }

    private void readHeader(InputStream in, byte[] chunk) throws IOException {
        int read = in.readNBytes(chunk, 0, 8);
        long length = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (read == 8 && (length < 2 || length > 100_000_000)) {
            throw problem(-1, "NN402: the header's length is %s, but 2 to 100000000 are possible", length);
        }
        byte[] bytes = in.readNBytes((int) length);
        if (read < 8 || bytes.length < length) {
            throw early(8 - read + length - bytes.length, "its header");
        }
        header = new String(bytes, StandardCharsets.UTF_8).concat("\0\0\0\0\0");
    }

    /** The tensors that the header describes, by their places in the file. */
    private Iterable<TensorNode> inOrder(TensorNode file) throws IOException {
        TreeMap<Long, TensorNode> order = new TreeMap<>();
        for (Map.Entry<String, Object> entry : object(0).entrySet()) {
            if (!entry.getKey().equals("__metadata__")) {
                TensorNode tensor = file.reach(entry.getKey());
                describe(tensor, entry.getValue());
                boolean full = tensor.end > tensor.begin;
                if (order.put(2 * tensor.begin + (full ? 1 : 0), tensor) != null && full) {
                    throw gap(tensor, tensor.end);
                }
            }
        }
        if (peek() != 0 || at < header.length() - 5) {
            throw unexpected();
        }
        return order.values();
    }

    /** An object of the header; tensors are of depth 1, and nothing is deeper. */
    private TreeMap<String, Object> object(int depth) throws IOException {
        TreeMap<String, Object> members = new TreeMap<>();
        need(depth > 1 ? '[' : '{');
        if (!take('}')) {
            do {
                String key = string();
                need(':');
                Object value = peek() == '"' ? string() : take('[') ? numbers() : object(depth + 1);
                if (members.put(key, value) != null) {
                    throw problem(-1, "NN404: tensor `%s` is in the file twice", key);
                }
            } while (take(','));
            need('}');
        }
        return members;
    }

    private String string() throws IOException {
        StringBuilder text = new StringBuilder();
        need('"');
        for (char c = header.charAt(at++); c != '"'; c = header.charAt(at++)) {
            int code = c < ' ' || c == '\uFFFD' ? -1 : c;
            if (c == '\\') {
                int kind = "\"\\/bfnrtu".indexOf(header.charAt(at++));
                code = kind < 0 ? -1 : "\"\\/\b\f\n\r\t\0".charAt(kind);
                for (int end = at + 4; kind == 8 && at < end; at++) {
                    code = code << 4 | Character.digit(header.charAt(at), 16);
                }
            }
            if (code < 0) {
                throw unexpected();
            }
            text.append((char) code);
        }
        return text.toString();
    }

    private long[] numbers() throws IOException {
        long[] numbers = new long[64];
        int count = 0;
        if (!take(']')) {
            do {
                boolean zero = peek() == '0';
                int begin = at;
                long number = 0;
                for (; header.charAt(at) >= '0' && header.charAt(at) <= '9'; at++) {
                    number = number * 10 + header.charAt(at) - '0';
                }
                int digits = at - begin;
                if (digits == 0 || digits > (zero ? 1 : 19) || number < 0 || count == numbers.length) {
                    throw unexpected();
                }
                numbers[count++] = number;
            } while (take(','));
            need(']');
        }
        return Arrays.copyOf(numbers, count);
    }

    /** The next character that is not white space, or 0 at the end. */
    private char peek() {
        while (" \t\r\n".indexOf(header.charAt(at)) >= 0) {
            at++;
        }
        return header.charAt(at);
    }

    private boolean take(char wanted) {
        boolean taken = peek() == wanted;
        at += taken ? 1 : 0;
        return taken;
    }

    private void need(char wanted) throws IOException {
        if (!take(wanted)) {
            throw unexpected();
        }
    }

    private void describe(TensorNode tensor, Object entry) throws IOException {
        if (!(entry instanceof Map<?, ?> members
                && members.get("dtype") instanceof String type
                && members.get("shape") instanceof long[] shape
                && members.get("data_offsets") instanceof long[] range
                && members.size() == 3
                && range.length == 2
                && range[0] <= range[1])) {
            throw problem(-1, "NN402: tensor `%s` needs dtype, shape and two ascending data_offsets", tensor.path());
        }
        tensor.type = type;
        tensor.shape = shape;
        tensor.begin = range[0];
        tensor.end = range[1];
        tensor.values = new float[0];
        if (tensor.count() > Integer.MAX_VALUE) {
            throw problem(
                    -1,
                    "NN405: tensor `%s` claims %s values, but 2147483647 are the most",
                    tensor.path(),
                    tensor.extents());
        }
        double bytes = tensor.width() * tensor.count();
        if (tensor.width() == 0) {
            tensor.flaw = String.format(
                    "NN403: tensor `%s` has the type %s, but weights must be F32, F16, BF16 or F64",
                    tensor.path(), type);
        } else if (bytes != range[1] - range[0]) {
            throw problem(
                    -1,
                    "NN402: tensor `%s`, %s of %s, has the data_offsets %s to %s",
                    tensor.path(),
                    tensor.extents(),
                    type,
                    range[0],
                    range[1]);
        }
    }

    private void values(TensorNode tensor, InputStream in, byte[] chunk, String prefix) throws IOException {
        boolean wanted =
                tensor.flaw == null && (prefix.isEmpty() || tensor.path().startsWith(prefix.concat(".")));
        int index = 0;
        for (long left = tensor.end - tensor.begin; left > 0; ) {
            int step = (int) Math.min(left, chunk.length);
            int read = in.readNBytes(chunk, 0, step);
            left -= read;
            if (read < step) {
                throw early(left, tensor.show());
            }
            if (wanted) {
                int next = index + step / tensor.width();
                tensor.convert(ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN), index, next);
                index = next;
            }
        }
    }

    /**
     * Finds the tensors of a file that the model expects. Dotted names make scopes of both, and the model's scopes are
     * matched with the file's from the outermost inwards; see {@link #pair}. The order of the file has no influence.
     */
    public void match(TensorNode file, String prefix) {
        TensorNode scope = prefix.isEmpty() ? file : file.reach(prefix);
        pair(model, scope);
        find();
        for (int i = 0; i < slots.length; i++) {
            check(i, slots[i], bound[i]);
        }
        List<String> extras = new ArrayList<>();
        collect(scope, extras);
        if (!extras.isEmpty()) {
            problem(-1, "NN412: the file has %s, which the model does not expect", first(", ", extras));
        }
    }

    /**
     * Matches the parts of a scope of the model with those of a scope of the file.
     *
     * <ol>
     *   <li>What has equal names is a pair. Numbers are places rather than names: if the file lacks one of the model's
     *       numbers, none of them counts as an equal name, because 0, 1, 2 and 0, 2, 4 have the 2 in common by accident.
     *   <li>What is left of the model's modules, in the order of the model, is paired with what is left of the file's
     *       numbered scopes, in numeric order. There must be as many of one as of the other, not counting modules that
     *       only share tensors if that makes it so. Nothing is skipped and nothing is chosen by its shape.
     *   <li>Anything else is missing or extra.
     * </ol>
     */
    private void pair(TensorNode inModel, TensorNode inFile) {
        inModel.pair = inFile;
        inFile.pair = inModel;
        boolean renumbered = false;
        for (TensorNode part : inModel.parts.values()) {
            renumbered |= part.module && part.number() >= 0 && !inFile.parts.containsKey(part.name);
        }
        List<TensorNode> left = new ArrayList<>();
        for (TensorNode part : inModel.parts.values()) {
            TensorNode equal = inFile.parts.get(part.name);
            if (equal != null && !(renumbered && part.module && part.number() >= 0)) {
                pair(part, equal);
            } else if (part.module) {
                left.add(part);
            }
        }
        TreeMap<Integer, TensorNode> numbered = new TreeMap<>();
        for (TensorNode part : inFile.parts.values()) {
            if (part.pair == null && part.number() >= 0 && !part.parts.isEmpty()) {
                numbered.put(part.number(), part);
            }
        }
        List<TensorNode> owners = left.size() == numbered.size() ? left : owners(left);
        boolean equal = owners.size() == numbered.size();
        if (owners.isEmpty() || numbered.isEmpty()) {
            return;
        }
        int next = 0;
        for (TensorNode part : numbered.values()) {
            part.unplaced = !equal;
            if (equal) {
                pair(owners.get(next++), part);
            }
        }
        if (!equal) {
            unplaced(owners, new ArrayList<>(numbered.values()));
        }
    }

    private void unplaced(List<TensorNode> layers, List<TensorNode> modules) {
        for (TensorNode layer : layers) {
            layer.unplaced = true;
        }
        TensorNode slot = layers.get(0);
        while (slot.line == null) {
            slot = slot.parts.values().iterator().next();
        }
        String model = layers.get(0).parent.path();
        String file = modules.get(0).parent.path();
        problem(
                Arrays.asList(slots).indexOf(slot),
                "NN415: %s has %s to be matched by number, but the file has %s%s",
                model.isEmpty() ? "the model" : quoted(model),
                names(layers),
                names(modules),
                file.isEmpty() ? "" : " under ".concat(quoted(file)));
    }

    private static String names(List<TensorNode> modules) {
        List<String> names = new ArrayList<>();
        for (TensorNode module : modules) {
            names.add(quoted(module.name));
        }
        return String.format(
                names.size() == 1 ? "%s module (%s)" : "%s modules (%s)", names.size(), first(", ", names));
    }

    private static String quoted(String name) {
        return String.format("`%s`", name);
    }

    /** Of several modules those that have a tensor of their own. */
    List<TensorNode> owners(List<TensorNode> modules) {
        return modules;
    }

    /** Finds the file's tensor for each expected one. */
    void find() {
        for (int i = 0; i < slots.length; i++) {
            TensorNode tensor = slots[i].pair;
            bound[i] = tensor == null || tensor.type == null ? null : tensor;
        }
    }

    private void check(int i, TensorNode slot, TensorNode tensor) {
        if (tensor == null) {
            boolean unplaced = false;
            for (TensorNode node = slot; node != null; node = node.parent) {
                unplaced |= node.unplaced;
            }
            if (!unplaced) {
                problem(
                        i,
                        slot.path().equals(slot.wanted())
                                ? "NN411: %s is missing"
                                : "NN411: %s is missing: the file has no `%s`",
                        slot.show(),
                        slot.wanted());
            }
            return;
        }
        tensor.used = true;
        long[] a = slot.shape;
        long[] b = tensor.shape;
        if (!TensorNode.fits(a, b) && !TensorNode.fits(b, a)) {
            problem(
                    i,
                    "NN413: `%s` needs %s, but %s is %s in the file%s",
                    slot.path(),
                    slot.extents(),
                    slot.path().equals(tensor.path()) ? "it" : quoted(tensor.path()),
                    tensor.extents(),
                    a.length == 2 && b.length == 2 && a[0] == b[1] && a[1] == b[0] ? "; its transpose would fit" : "");
        }
        if (tensor.flaw != null) {
            problem(i, "%s", tensor.flaw);
        }
    }

    /** What nobody takes; counters of PyTorch's batch norm are of no use to anybody. */
    private static void collect(TensorNode node, List<String> extras) {
        if (node.type != null && !node.used && !node.ignored()) {
            extras.add(node.show());
        }
        for (TensorNode part : node.parts.values()) {
            if (!part.unplaced) {
                collect(part, extras);
            }
        }
    }

    private static String first(String separator, List<String> items) {
        String shown = String.join(separator, items.subList(0, Math.min(20, items.size())));
        return items.size() > 20 ? String.join(separator, shown, "...") : shown;
    }

    private IOException unexpected() {
        return problem(-1, "NN402: the header is not what safetensors allows, at character %s", at);
    }

    private IOException early(long missing, String part) {
        return problem(-1, "NN402: the file ends %s bytes before the end of %s", missing, part);
    }

    private IOException gap(TensorNode tensor, long end) {
        return problem(
                -1,
                "NN402: tensor `%s` begins at byte %s of the data, but the one before it ends at %s",
                tensor.path(),
                tensor.begin,
                end);
    }

    /** Notes a problem of an expected tensor, or of the file where the slot is -1. */
    protected IOException problem(int slot, String format, Object... values) {
        String message = String.format(format, values);
        problems.add(message);
        return new IOException(message);
    }

    /** Random initial values of an untrained network, the same on every machine. */
    public float[][] random(long seed) {
        float[][] values = new float[slots.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = slots[i].random(seed);
        }
        return values;
    }

    /**
     * What tells one network from another: SHA-256 in hexadecimal, over the UTF-8 text of the model, of its expected
     * tensors, and the bits of every value (big-endian) in their order.
     *
     * @param model whatever identifies the architecture
     */
    public static String digest(String model, String table, float[][] values) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(String.join("\n", model, table).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(1 << 13);
            for (float[] tensor : values) {
                for (int at = 0; at < tensor.length; at += 1 << 11) {
                    int count = Math.min(tensor.length - at, 1 << 11);
                    bytes.asFloatBuffer().put(tensor, at, count);
                    sha.update(bytes.array(), 0, 4 * count);
                }
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
