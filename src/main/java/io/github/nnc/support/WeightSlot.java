package io.github.nnc.support;

import java.util.Arrays;

/**
 * A tensor that a model expects, read from its line {@code module/parameter shape initial spellings}. The module is a path of
 * labels, empty for a parameter of the model itself; parameter names may have dots of their own ({@code
 * attention1/out_proj.weight 64x64 uniform=0.125}). A shape is extents joined by {@code x}, or {@code scalar}. The
 * initial values are {@code zeros}, {@code ones}, {@code constant=c}, {@code uniform=b} for -b to b, or
 * {@code normal=s} for a standard deviation; {@code =wte.weight} names the tensor that this one shares instead.
 * Behind them stand other ways in which a file may hold it, as {@link TensorSpelling} describes.
 */
public final class WeightSlot {
    public final String module;

    public final String parameter;

    public final long[] shape;

    /** How it is initialised: a word, or word and number joined by an equals sign. */
    public final String initial;

    /** As {@link TensorSpelling} reads them. */
    final String[] spellings;

    public WeightSlot(String line) {
        String[] parts = line.split("[/ ]");
        module = parts[0];
        parameter = parts[1];
        initial = parts[3];
        spellings = Arrays.copyOfRange(parts, 4, parts.length);
        String[] extents = parts[2].equals("scalar") ? new String[0] : parts[2].split("x");
        shape = new long[extents.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Long.parseLong(extents[i]);
        }
    }

    /** The tensors of a text of one line each, in its order. */
    public static WeightSlot[] parse(String text) {
        String[] lines = text.isEmpty() ? new String[0] : text.split("\n");
        WeightSlot[] slots = new WeightSlot[lines.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new WeightSlot(lines[i]);
        }
        return slots;
    }

    /** The tensor's name, as files spell it. */
    public String name() {
        return module.isEmpty() ? parameter : String.join(".", module, parameter);
    }

    /**
     * The number of its values.
     *
     * @throws ArithmeticException if no array can hold them, which the compiler refuses before it comes to this
     */
    public int count() {
        long count = 1;
        for (long extent : shape) {
            count = Math.multiplyExact(count, extent);
        }
        return Math.toIntExact(count);
    }

    /** Whether the values are those of another tensor. */
    public boolean shared() {
        return initial.startsWith("=");
    }
}
