package io.github.nnc.kernel;

import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A named array with a logical shape, row-major as seen from outside; a pass may lay it out otherwise. The same buffer
 * only if the same object.
 */
public final class Buffer {

    private final String name;
    private final Role role;
    private final Element element;
    private final Shape shape;
    private final Optional<float[]> numbers;

    public Buffer(String name, Role role, Element element, Shape shape) {
        this(name, role, element, shape, Optional.empty());
    }

    private Buffer(String name, Role role, Element element, Shape shape, Optional<float[]> numbers) {
        this.name = name;
        this.role = role;
        this.element = element;
        this.shape = shape;
        this.numbers = numbers;
    }

    /**
     * A constant whose numbers are known when the model is compiled, rounded to float.
     *
     * @throws IllegalArgumentException if they are not as many as the shape has, or if no float is near one of them
     */
    public static Buffer table(String name, Shape shape, double[] numbers) {
        float[] rounded = new float[numbers.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) numbers[i];
            if (!Float.isFinite(rounded[i])) {
                throw new IllegalArgumentException(name + " holds " + numbers[i]);
            }
        }
        if (!shape.elements().equals(BigInteger.valueOf(rounded.length))) {
            throw new IllegalArgumentException(rounded.length + " numbers for " + name + " of " + shape);
        }
        return new Buffer(name, Role.CONSTANT, Element.FLOAT, shape, Optional.of(rounded));
    }

    /** Unique in its program: the path of a layer, or a tensor's name for weights. */
    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    public Element element() {
        return element;
    }

    public Shape shape() {
        return shape;
    }

    /** Whether it is the same in every pass. */
    public boolean isParameter() {
        return role == Role.WEIGHT || role == Role.CONSTANT;
    }

    /** What a table holds, row-major; empty for a buffer that some step fills, and for all other roles. */
    public Optional<float[]> numbers() {
        return numbers.map(float[]::clone);
    }

    @Override
    public String toString() {
        return name + "[" + shape + "]";
    }

    /** Who fills a buffer and how long it lives. */
    public enum Role {
        INPUT,
        OUTPUT,
        WEIGHT,
        /** Computed once, when the weights are known, or known when the model is compiled. */
        CONSTANT,
        TEMPORARY,
        /** The same, as one array for each row along the last dimension; rows are counted as if lengths were largest. */
        ROWS,
        /** Keeps its values from one call to the next, in the order of a stream; zeros at first. */
        STATE
    }

    /** What a buffer holds. */
    public enum Element {
        FLOAT,
        INT
    }
}
