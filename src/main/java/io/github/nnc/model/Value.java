package io.github.nnc.model;

import io.github.nnc.source.Span;
import io.github.nnc.tensor.TensorType;
import java.util.Optional;

/**
 * What flows along one edge of the model; the same value only if the same object.
 */
public final class Value {

    private final TensorType type;
    private final Origin origin;

    public Value(TensorType type, Origin origin) {
        this.type = type;
        this.origin = origin;
    }

    public TensorType type() {
        return type;
    }

    public Origin origin() {
        return origin;
    }

    /**
     * Where a value comes from, for messages.
     *
     * @param description the statement as written, {@code maxpool 2x2}
     * @param arithmetic how its shape came about, where the layer explained it
     */
    public record Origin(Span span, String description, Optional<String> arithmetic) {}
}
