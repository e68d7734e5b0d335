package io.github.nnc.layer;

import io.github.nnc.tensor.Extent;
import java.util.List;
import java.util.Optional;

/** The value of an argument after names and arithmetic are resolved. */
public sealed interface ArgumentValue {

    record Whole(long value) implements ArgumentValue {}

    /** {@code 2,0,1}, at least one. */
    record Wholes(List<Long> values) implements ArgumentValue {

        public Wholes {
            values = List.copyOf(values);
        }
    }

    record Real(double value) implements ArgumentValue {}

    /** {@code 0.485,0.456,0.406}, at least one. */
    record Numbers(List<Double> values) implements ArgumentValue {

        public Numbers {
            values = List.copyOf(values);
        }
    }

    record Flag(boolean value) implements ArgumentValue {}

    /** One of the words its parameter lists. */
    record Word(String value) implements ArgumentValue {}

    /** A labelled value, by its place among the layer's inputs; the arriving value is 0. */
    record Input(int index) implements ArgumentValue {}

    record Text(String value) implements ArgumentValue {}

    /** A number for each axis, or one for all: {@code 3}, {@code 3x3}. */
    record Sizes(List<Long> values) implements ArgumentValue {

        public Sizes {
            values = List.copyOf(values);
        }
    }

    /** The dimensions of a value; an empty element is to be inferred. */
    record Dimensions(List<Optional<Extent>> extents) implements ArgumentValue {

        public Dimensions {
            extents = List.copyOf(extents);
        }
    }
}
