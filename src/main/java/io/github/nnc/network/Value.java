package io.github.nnc.network;

import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;

/** A value of the network; the same only if the same object. */
public final class Value {

    private final String name;
    private final TensorType type;

    /** A value of a type without the batch; its name in the graph is empty where it has none there. */
    public Value(String name, TensorType type) {
        this.name = name;
        this.type = type;
    }

    public String name() {
        return name;
    }

    public TensorType type() {
        return type;
    }

    public Shape shape() {
        return type.shape();
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
