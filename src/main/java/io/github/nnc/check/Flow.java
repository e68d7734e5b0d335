package io.github.nnc.check;

import io.github.nnc.model.Value;
import java.util.Optional;

/** What arrives at a statement. */
sealed interface Flow {

    /** A value whose shape is known. */
    record Known(Value known) implements Flow {}

    /** The two ways of having no value. */
    enum Absent implements Flow {
        /** The chain has not begun. */
        NOTHING,
        /** A problem further up was reported; nothing that follows from it is. */
        UNKNOWN
    }

    default Optional<Value> value() {
        return this instanceof Known known ? Optional.of(known.known()) : Optional.empty();
    }
}
