package io.github.nnc.importer;

import io.github.nnc.layer.LayerType;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lays a network out as a chain of statements: which continues from where, and which need a label. */
final class Statements {

    private static final Set<String> COMMUTATIVE = Set.of("add", "mul", "maximum", "minimum");

    private final Network network;
    private final List<Item> items = new ArrayList<>();
    private final Map<Value, Item> makers = new HashMap<>();
    private final Map<Value, Integer> uses = new HashMap<>();

    private Statements(Network network) {
        this.network = network;
    }

    static Statements of(Network network) {
        Statements statements = new Statements(network);
        statements.count();
        statements.lay();
        return statements;
    }

    List<Item> items() {
        return items;
    }

    /** The statement whose chain makes a value. */
    Item maker(Value value) {
        return makers.get(value);
    }

    private void count() {
        for (LayerCall call : network.calls()) {
            call.inputs().forEach(this::use);
            call.tensors().values().forEach(source -> computed(source).ifPresent(this::use));
        }
        network.outputs().forEach(output -> use(output.value()));
    }

    private void use(Value value) {
        uses.merge(value, 1, Integer::sum);
    }

    private static Optional<Value> computed(TensorSource source) {
        return source instanceof TensorSource.Computed found ? Optional.of(found.value()) : Optional.empty();
    }

    private void lay() {
        network.calls().stream().filter(Statements::isSource).forEach(call -> add(Item.layer(call, List.of())));
        network.inputs().forEach(input -> add(Item.input(input.value())));
        for (LayerCall call : network.calls()) {
            if (!isSource(call) && !follows(call)) {
                add(call);
            }
        }
    }

    private static boolean isSource(LayerCall call) {
        return call.type().role() == LayerType.Role.SOURCE;
    }

    private Item last() {
        return items.get(items.size() - 1);
    }

    private void add(Item item) {
        items.add(item);
        makers.put(item.result(), item);
        item.calls().forEach(call -> call.outputs().forEach(output -> makers.put(output, item)));
    }

    /** Appends an activation to the statement before it, where that takes one and nothing else reads what it makes. */
    private boolean follows(LayerCall call) {
        Item before = last();
        boolean word = call.type().isActivation()
                && call.arguments().isEmpty()
                && call.tensors().isEmpty()
                && !before.isInput()
                && before.calls().size() == 1
                && before.call().type().takesActivation()
                && before.result().equals(call.input())
                && uses.get(call.input()) == 1;
        if (word) {
            before.follow(call);
            makers.put(call.output(), before);
        }
        return word;
    }

    private void add(LayerCall call) {
        List<Value> inputs = new ArrayList<>(call.inputs());
        Value current = last().result();
        if (!inputs.get(0).equals(current) && COMMUTATIVE.contains(call.type().name()) && inputs.contains(current)) {
            Collections.swap(inputs, 0, inputs.indexOf(current));
        }
        Item item = Item.layer(call, inputs);
        if (!inputs.get(0).equals(current)) {
            item.continueFrom(inputs.get(0));
        }
        add(item);
    }
}
