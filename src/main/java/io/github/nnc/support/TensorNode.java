package io.github.nnc.support;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A name between dots, of a model or of a file: what stands under it, and the tensor of this name, if there is one. */
public final class TensorNode {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    public final String name;

    final TensorNode parent;
    public final Map<String, TensorNode> parts = new LinkedHashMap<>();

    /** Whether it is a layer, a group or the like of the model, rather than a part of a parameter's name. */
    boolean module;

    /** What a node of the model is matched with in the file, and the other way round, or null. */
    TensorNode pair;

    /** Whether its place cannot be told, which is reported once for all that stands under it. */
    boolean unplaced;

    /** The line of a tensor that a model expects, split at its blanks; null for any other node. */
    String[] line;

    /** What a file calls the type of a tensor, such as {@code F32}; null for a node that is no tensor of a file. */
    public String type;

    public long[] shape;

    /** In row-major order; none where they were not wanted or where {@link #flaw} tells why they cannot be read. */
    public float[] values;

    /** What is wrong with the values, or null. */
    public String flaw;

    /** Whether the model uses this tensor of the file. */
    public boolean used;

    /** The first byte of the values in the file's data, and the one after the last. */
    long begin, end;

    private long state;

    public TensorNode(TensorNode parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    /** Where a dotted name stands under this node, which grows as needed; no deeper than a stack can bear. */
    public TensorNode reach(String names) {
        TensorNode node = this;
        for (String part : names.split("\\.", 1000)) {
            TensorNode inner = node.parts.get(part);
            if (inner == null) {
                inner = new TensorNode(node, part);
                node.parts.put(part, inner);
            }
            node = inner;
        }
        return node;
    }

    /** What has a dotted name under this node, or null. */
    TensorNode find(String names) {
        TensorNode node = this;
        for (String part : names.split("\\.")) {
            node = node == null ? null : node.parts.get(part);
        }
        return node;
    }

    /** Makes it a tensor that a model expects. */
    void expect(String[] words) {
        line = words;
        String[] extents = words[1].split("x");
        shape = new long[words[1].equals("scalar") ? 0 : extents.length];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = Long.parseLong(extents[axis]);
        }
    }

    /** The whole name: its own and that of what it stands under. */
    public String path() {
        return parent == null ? name : under(parent.path());
    }

    /** Whether it is a counter of PyTorch's batch norm, which no inference needs. */
    public boolean ignored() {
        return name.equals("num_batches_tracked");
    }

    /** The whole name that the file should have for a node of the model. */
    String wanted() {
        return pair == null ? under(parent.wanted()) : pair.path();
    }

    private String under(String scope) {
        return scope.isEmpty() ? name : String.join(".", scope, name);
    }

    /** Its place among numbered modules: the number that its name is, or -1. */
    int number() {
        int number = -1;
        for (int i = 0; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number == 0 || i > 8) {
                return -1;
            }
            number = (i == 0 ? 0 : number * 10) + digit;
        }
        return number;
    }

    /** The number of values, exact as far as an array can have as many. */
    public double count() {
        double count = 1;
        for (long extent : shape) {
            count *= extent;
        }
        return count;
    }

    /** The shape as messages show it: {@code 4x3}, or {@code scalar}. */
    public String extents() {
        String list = Arrays.toString(shape).replace(", ", "x");
        return shape.length == 0 ? "scalar" : list.substring(1, list.length() - 1);
    }

    /** A tensor as messages show it: {@code `fc.weight` (4x3)}. */
    String show() {
        return String.format("`%s` (%s)", path(), extents());
    }

    /** The bytes of a value, or 0 where it is of a type that weights may not have. */
    int width() {
        return type.equals("F32") ? 4 : type.equals("F16") || type.equals("BF16") ? 2 : type.equals("F64") ? 8 : 0;
    }

    /**
     * Takes the values of some indices from the beginning of a buffer, and notes the first that is not finite. There is
     * room for as many values as came, and some more.
     */
    void convert(ByteBuffer bytes, int from, int to) {
        if (to > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(count(), Math.max(1 << 20, 2.0 * to)));
        }
        if (type.equals("F32")) {
            bytes.asFloatBuffer().get(values, from, to - from);
        } else {
            for (int i = from; i < to; i++) {
                values[i] = width() == 8
                        ? (float) bytes.getDouble()
                        : type.equals("F16") ? half(bytes.getShort()) : Float.intBitsToFloat(bytes.getShort() << 16);
            }
        }
        float[] taken = values;
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += taken[i];
        }
        // a product with 0 is 0 if the number is finite, and where a sum is finite a cold JVM need not look at each
        // value
        for (int i = from; sum * 0 != 0 && i < to; i++) {
            if (taken[i] * 0 != 0 && flaw == null) {
                flaw = String.format(
                        "NN414: tensor `%s` holds %s at index %s, but weights must be finite floats",
                        path(), width() == 8 ? bytes.getDouble(8 * (i - from)) : taken[i], i);
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

    /** Whether one shape is another but for ones before or after it. */
    static boolean fits(long[] a, long[] b) {
        boolean fits = false;
        for (int lead = 0; lead <= b.length - a.length; lead++) {
            long[] padded = new long[b.length];
            Arrays.fill(padded, 1);
            System.arraycopy(a, 0, padded, lead, a.length);
            fits |= Arrays.equals(padded, b);
        }
        return fits;
    }

    /**
     * Random initial values, as the third word of the line says. Each tensor has a SplitMix64 generator of its own,
     * begun with the mixed seed exclusive-or the FNV-1a hash (64 bits) of its name, so that a layer's weights do not
     * depend on the other layers. A uniform value is made of 24 bits; a normal one of two uniform ones by Box and
     * Muller's cosine formula in strict arithmetic.
     */
    float[] random(long seed) {
        String name = path();
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        state = mix(seed + STEP) ^ hash;
        String[] initial = line[2].split("=");
        double size = Double.parseDouble(initial[1]);
        float[] random = new float[(int) count()];
        for (int i = 0; i < random.length; i++) {
            double value = size;
            if (initial[0].equals("uniform")) {
                value = (2 * uniform() - 1) * size;
            } else if (initial[0].equals("normal")) {
                double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
                value = size * radius * StrictMath.cos(2 * Math.PI * uniform());
            }
            random[i] = (float) value;
        }
        return random;
    }

    private double uniform() {
        state += STEP;
        return (mix(state) >>> 40) * 0x1p-24;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
