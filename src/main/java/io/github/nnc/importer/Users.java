package io.github.nnc.importer;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which statements read a value. */
final class Users {

    private final Map<Value, Set<Item>> users = new IdentityHashMap<>();
    private final Set<Value> outputs = new HashSet<>();

    Users(Network network, List<Item> items) {
        network.outputs().forEach(output -> outputs.add(output.value()));
        for (Item item : items) {
            for (LayerCall call : item.calls()) {
                call.inputs().forEach(value -> use(value, item));
                for (TensorSource source : call.tensors().values()) {
                    if (source instanceof TensorSource.Computed computed) {
                        use(computed.value(), item);
                    }
                }
            }
        }
    }

    private void use(Value value, Item item) {
        users.computeIfAbsent(value, v -> new HashSet<>()).add(item);
    }

    /** Whether what statements make is read by themselves and some others only; the caller receives none of it. */
    boolean areWithin(Set<Item> items, Set<Item> others) {
        for (Item item : items) {
            for (LayerCall call : item.calls()) {
                for (Value made : call.outputs()) {
                    boolean inside = users.getOrDefault(made, Set.of()).stream()
                            .allMatch(user -> items.contains(user) || others.contains(user));
                    if (!inside || outputs.contains(made)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
