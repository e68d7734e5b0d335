package io.github.nnc.importer;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One statement that is about to be written: an input, or a layer and the activations that follow it as words. */
final class Item {

    private final List<LayerCall> calls = new ArrayList<>();
    private final List<Value> inputs;
    private Value result;

    /** The value that the chain continues from, where it is not the one before. */
    private Optional<Value> from = Optional.empty();

    private Item(List<Value> inputs, Value result) {
        this.inputs = inputs;
        this.result = result;
    }

    static Item input(Value value) {
        return new Item(List.of(), value);
    }

    /** A layer whose inputs are written in some order. */
    static Item layer(LayerCall call, List<Value> inputs) {
        Item item = new Item(inputs, call.output());
        item.calls.add(call);
        return item;
    }

    boolean isInput() {
        return calls.isEmpty();
    }

    LayerCall call() {
        return calls.get(0);
    }

    /** The layer, then the activations. */
    List<LayerCall> calls() {
        return calls;
    }

    List<Value> inputs() {
        return inputs;
    }

    /** What flows on. */
    Value result() {
        return result;
    }

    Optional<Value> from() {
        return from;
    }

    void continueFrom(Value value) {
        from = Optional.of(value);
    }

    /** Continues from what arrives, as the first statement of a branch does. */
    void continueFromArriving() {
        from = Optional.empty();
    }

    /** Appends an activation as a word. */
    void follow(LayerCall activation) {
        calls.add(activation);
        result = activation.output();
    }
}
