package io.github.nnc.recognise;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;

/** Leaves out layers whose values nobody reads. */
final class DropUnread {

    private DropUnread() {}

    static Network apply(Network network) {
        Set<Value> read = new HashSet<>();
        network.outputs().forEach(output -> read.add(output.value()));
        List<LayerCall> kept = new LinkedList<>();
        for (int i = network.calls().size() - 1; i >= 0; i--) {
            LayerCall call = network.calls().get(i);
            if (call.outputs().stream().anyMatch(read::contains)) {
                kept.add(0, call);
                read.addAll(call.inputs());
                for (TensorSource source : call.tensors().values()) {
                    if (source instanceof TensorSource.Computed computed) {
                        read.add(computed.value());
                    }
                }
            }
        }
        return network.withCalls(kept);
    }
}
