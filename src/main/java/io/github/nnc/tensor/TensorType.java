package io.github.nnc.tensor;

import java.util.OptionalLong;

/**
 * What flows between layers: floats of a shape, or ids (whole numbers from 0 up to but not including
 * {@code vocabulary}) of a shape.
 */
public record TensorType(Shape shape, OptionalLong vocabulary) {

    public static TensorType floats(Shape shape) {
        return new TensorType(shape, OptionalLong.empty());
    }

    public static TensorType ids(Shape shape, long vocabulary) {
        return new TensorType(shape, OptionalLong.of(vocabulary));
    }

    public boolean isIds() {
        return vocabulary.isPresent();
    }

    @Override
    public String toString() {
        return isIds() ? shape + " ids below " + vocabulary.getAsLong() : shape.toString();
    }
}
