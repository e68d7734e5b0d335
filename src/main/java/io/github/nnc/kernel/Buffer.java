package io.github.nnc.kernel;

import io.github.nnc.tensor.Shape;

/**
 * A named array with a logical shape, row-major as seen from outside; a pass may lay it out otherwise. The same buffer
 * only if the same object.
 */
public final class Buffer {

    private final String name;
    private final Role role;
    private final Element element;
    private final Shape shape;

    public Buffer(String name, Role role, Element element, Shape shape) {
        this.name = name;
        this.role = role;
        this.element = element;
        this.shape = shape;
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

    @Override
    public String toString() {
        return name + "[" + shape + "]";
    }

    /** Who fills a buffer and how long it lives. */
    public enum Role {
        INPUT,
        OUTPUT,
        WEIGHT,
        TEMPORARY,
        /** Keeps its values from one call to the next, in the order of a stream; zeros at first. */
        STATE
    }

    /** What a buffer holds. */
    public enum Element {
        FLOAT,
        INT
    }
}
