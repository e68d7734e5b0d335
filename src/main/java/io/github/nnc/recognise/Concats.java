package io.github.nnc.recognise;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins that begin with what an earlier one has joined, as the layers of a DenseNet do, go on from what that one made.
 */
final class Concats {

    private Concats() {}

    static Network apply(Network network) {
        List<LayerCall> calls = new ArrayList<>();
        List<LayerCall> joins = new ArrayList<>();
        for (LayerCall call : network.calls()) {
            calls.add(call.is("concat") ? shortened(call, joins) : call);
            if (call.is("concat")) {
                joins.add(call);
            }
        }
        return network.withCalls(calls);
    }

    private static LayerCall shortened(LayerCall call, List<LayerCall> earlier) {
        LayerCall longest = null;
        for (LayerCall other : earlier) {
            int count = other.inputs().size();
            boolean begins = other.arguments().equals(call.arguments())
                    && count < call.inputs().size()
                    && call.inputs().subList(0, count).equals(other.inputs());
            if (begins && (longest == null || count > longest.inputs().size())) {
                longest = other;
            }
        }
        if (longest == null) {
            return call;
        }
        List<Value> inputs = new ArrayList<>(List.of(longest.output()));
        inputs.addAll(
                call.inputs().subList(longest.inputs().size(), call.inputs().size()));
        return new LayerCall(call.origin(), call.type(), call.arguments(), inputs, call.tensors(), call.outputs());
    }
}
