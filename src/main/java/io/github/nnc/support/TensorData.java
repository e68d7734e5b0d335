package io.github.nnc.support;

import java.util.Arrays;
import java.util.List;

/**
 * One tensor of a weight file: what the file says about it, and its values in row-major order. Tensors are ordered by
 * their place in the file.
 */
public final class TensorData implements Comparable<TensorData> {
    public final String name;

    /** As the file spells it, such as {@code F32}. */
    public final String type;

    public final long[] shape;

    /** Null where they were not wanted or where {@link #flaw} tells why they cannot be read. */
    public float[] values;

    /** What is wrong with the values, or null. */
    public WeightException flaw;

    /** The first byte in the file's data, and the one after the last. */
    long begin, end;

    /** The tensors of the file that it was put together from; none where it is one of them. */
    public final List<TensorData> sources;

    public TensorData(String name, String type, long[] shape) {
        this(name, type, shape, List.of());
    }

    TensorData(String name, String type, long[] shape, List<TensorData> sources) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.sources = sources;
    }

    /** Whether it is a counter of PyTorch's batch norm, which no inference needs. */
    public boolean ignored() {
        return name.equals("num_batches_tracked") || name.endsWith(".num_batches_tracked");
    }

    /** Whether a prefix, which ends before a dot, selects it; the empty one selects everything. */
    public boolean under(String prefix) {
        return prefix.isEmpty() || name.startsWith(prefix) && name.startsWith(".", prefix.length());
    }

    @Override
    public int compareTo(TensorData other) {
        return begin == other.begin ? Long.compare(end, other.end) : Long.compare(begin, other.begin);
    }

    /** A shape as messages show it: {@code 4x3}, or {@code scalar}. */
    public static String show(long[] shape) {
        return shape.length == 0
                ? "scalar"
                : Arrays.toString(shape).replaceAll("[\\[ \\]]", "").replace(',', 'x');
    }

    /** A tensor as messages show it: {@code `fc.weight` (4x3)}. */
    public static String show(String name, long[] shape) {
        return String.format("`%s` (%s)", name, show(shape));
    }

    /** The number of values of a shape; more than fit into an array are refused before anything is allocated. */
    public static int count(String name, long[] shape) throws WeightException {
        long count = 1;
        for (long extent : shape) {
            if (extent != 0 && count > Integer.MAX_VALUE / extent) {
                throw new WeightException(
                        WeightException.TOO_LARGE,
                        -1,
                        "tensor `%s` claims %s values, but 2147483647 are the most",
                        name,
                        show(shape));
            }
            count *= extent;
        }
        return (int) count;
    }

    /** Notes the first value that is not finite; {@code exact} is the value before it was rounded to a float. */
    public void check(int index, double exact) {
        if (flaw == null && !(Math.abs(values[index]) <= Float.MAX_VALUE)) {
            flaw = new WeightException(
                    WeightException.NOT_FINITE,
                    -1,
                    "tensor `%s` holds %s at index %s, but weights must be finite floats",
                    name,
                    exact,
                    index);
        }
    }
}
