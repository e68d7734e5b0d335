package io.github.nnc.recognise;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.LayerType;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Computes once what layers without weights make of the same values, as every block does of a mask that all share. */
final class Duplicates {

    private record Work(LayerType type, Map<String, ArgumentValue> arguments, List<Value> inputs) {}

    private Duplicates() {}

    static Network apply(Network network) {
        Set<Value> outputs = new HashSet<>();
        network.outputs().forEach(output -> outputs.add(output.value()));
        Map<Work, LayerCall> done = new HashMap<>();
        Map<Value, Value> same = new HashMap<>();
        List<LayerCall> calls = new ArrayList<>();
        for (LayerCall written : network.calls()) {
            LayerCall call = written.reading(same);
            boolean repeatable =
                    call.tensors().isEmpty() && call.outputs().stream().noneMatch(outputs::contains);
            LayerCall first =
                    repeatable ? done.putIfAbsent(new Work(call.type(), call.arguments(), call.inputs()), call) : null;
            if (first == null) {
                calls.add(call);
            } else {
                for (int i = 0; i < call.outputs().size(); i++) {
                    same.put(call.outputs().get(i), first.outputs().get(i));
                }
            }
        }
        return network.withCalls(calls);
    }
}
