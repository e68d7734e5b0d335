package io.github.nnc.emit;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One input or output as the methods of the class show it.
 *
 * @param buffer what the program calls it
 * @param variable the parameter for one value, {@code left}
 * @param offset the parameter for its place in the array, {@code leftAt}
 * @param batch the parameter for many values one after another, {@code lefts}
 * @param constant what its constants begin with, {@code LEFT}
 * @param vocabulary how many different ids there are, where it holds ids
 */
record Port(
        Buffer buffer,
        String variable,
        String offset,
        String batch,
        String constant,
        OptionalLong vocabulary,
        Optional<String> documentation,
        Optional<LabelEnum> labels) {

    /** The enum of an output's entries. */
    record LabelEnum(String type, List<String> constants, List<String> texts) {

        LabelEnum {
            constants = List.copyOf(constants);
            texts = List.copyOf(texts);
        }
    }

    /** The same parameters for another buffer. */
    Port over(Buffer other) {
        return new Port(other, variable, offset, batch, constant, vocabulary, documentation, labels);
    }

    Shape shape() {
        return buffer.shape();
    }

    boolean isInt() {
        return buffer.element() == Buffer.Element.INT;
    }

    /** Whether it is a single id, which needs no array. */
    boolean isSingleId() {
        return isInt() && shape().rank() == 0;
    }

    Class<?> arrayType() {
        return isInt() ? int[].class : float[].class;
    }

    /** The number of values where it is the same in each call. */
    long size() {
        return shape().elements().longValueExact();
    }
}
