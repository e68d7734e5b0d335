package io.github.nnc.graph;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor that a file holds, which never changes. Numbers lie in row-major order. Floating types are held as floats:
 * doubles rounded to the nearest, halves and bfloat16 widened. Integers and truth values are held as longs, those of
 * {@code uint64} as the same 64 bits. Of types that {@link ElementType#isHeld} excludes only the shape is known.
 */
public final class Tensor {

    private final ElementType type;
    private final List<Long> extents;
    private final int size;
    private final float[] reals;
    private final long[] wholes;
    private final List<String> texts;

    private Tensor(ElementType type, List<Long> extents, float[] reals, long[] wholes, List<String> texts) {
        this.type = type;
        this.extents = List.copyOf(extents);
        this.size = size(extents);
        this.reals = reals;
        this.wholes = wholes;
        this.texts = texts;
    }

    /** A tensor of floats; the array is copied. */
    public static Tensor ofReals(List<Long> extents, float... values) {
        return owningReals(ElementType.FLOAT, extents, values.clone());
    }

    /** A tensor of an integer type, or of {@code bool}; the array is copied. */
    public static Tensor ofWholes(ElementType type, List<Long> extents, long... values) {
        return owningWholes(type, extents, values.clone());
    }

    public static Tensor ofTexts(List<Long> extents, List<String> values) {
        checkCount(extents, values.size());
        return new Tensor(ElementType.STRING, extents, null, null, List.copyOf(values));
    }

    /** A tensor of a type that is not held. */
    static Tensor ofForeign(ElementType type, List<Long> extents) {
        return new Tensor(type, extents, null, null, null);
    }

    /** Takes the array as it is; nobody may change it from now on. */
    static Tensor owningReals(ElementType type, List<Long> extents, float[] values) {
        if (!type.isFloating()) {
            throw new IllegalArgumentException(type + " is no floating type");
        }
        checkCount(extents, values.length);
        return new Tensor(type, extents, values, null, null);
    }

    /** Takes the array as it is; nobody may change it from now on. */
    static Tensor owningWholes(ElementType type, List<Long> extents, long[] values) {
        if (!type.isWhole() && type != ElementType.BOOL) {
            throw new IllegalArgumentException(type + " is no integer type");
        }
        checkCount(extents, values.length);
        return new Tensor(type, extents, null, values, null);
    }

    /** The same values in another shape of as many. */
    Tensor shaped(List<Long> shape) {
        checkCount(shape, size);
        return new Tensor(type, shape, reals, wholes, texts);
    }

    private static void checkCount(List<Long> extents, int count) {
        if (size(extents) != count) {
            throw new IllegalArgumentException(count + " values for the shape " + extents);
        }
    }

    private static int size(List<Long> extents) {
        if (extents.contains(0L)) {
            return 0;
        }
        return Math.toIntExact(extents.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact));
    }

    public ElementType type() {
        return type;
    }

    /** The shape; a scalar has none. */
    public List<Long> extents() {
        return extents;
    }

    /** How many elements there are. */
    public int size() {
        return size;
    }

    /**
     * One number of a floating type.
     *
     * @throws IllegalStateException if the type is another
     */
    public float real(int i) {
        return held(reals)[i];
    }

    /**
     * One number of an integer type, or of {@code bool}.
     *
     * @throws IllegalStateException if the type is another
     */
    public long whole(int i) {
        return held(wholes)[i];
    }

    /**
     * All numbers of a floating type, as a copy.
     *
     * @throws IllegalStateException if the type is another
     */
    public float[] reals() {
        return held(reals).clone();
    }

    /**
     * All numbers of an integer type, or of {@code bool}, as a copy.
     *
     * @throws IllegalStateException if the type is another
     */
    public long[] wholes() {
        return held(wholes).clone();
    }

    /**
     * All texts.
     *
     * @throws IllegalStateException if it holds numbers
     */
    public List<String> texts() {
        return held(texts);
    }

    private <T> T held(T values) {
        if (values == null) {
            throw new IllegalStateException("a tensor of " + type + " is read as another type");
        }
        return values;
    }

    /** Equal are tensors of one type and shape with the same values, floats bit by bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && type == that.type
                && extents.equals(that.extents)
                && Arrays.equals(reals, that.reals)
                && Arrays.equals(wholes, that.wholes)
                && (texts == null || texts.equals(that.texts));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + extents.hashCode()) + Arrays.hashCode(reals) + Arrays.hashCode(wholes);
    }

    @Override
    public String toString() {
        return type + extents.toString();
    }
}
