package io.github.nnc.recognise;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out layers that lay the same numbers out otherwise and, one behind the other, end where they began: reshapes,
 * and permutations that move dimensions of 1 only. An input does not become an output, since a network computes something.
 */
final class DropRelaying {

    private static final Set<String> RELAYING = Set.of("reshape", "flatten", "squeeze", "unsqueeze");

    private final Map<Value, Value> same = new HashMap<>();

    private DropRelaying() {}

    static Network apply(Network network) {
        return new DropRelaying().applied(network);
    }

    private Network applied(Network network) {
        Links links = new Links(network);
        Map<Value, LayerCall> makers = new HashMap<>();
        List<LayerCall> calls = new ArrayList<>();
        for (LayerCall original : network.calls()) {
            LayerCall call = renamed(original);
            makers.put(call.output(), call);
            Value value = call.output();
            while (makers.containsKey(value) && relays(makers.get(value))) {
                value = makers.get(value).input();
                boolean passedOn = !makers.containsKey(value) && links.isOutput(call.output());
                if (value.type().equals(call.output().type()) && !passedOn) {
                    same.put(call.output(), value);
                }
            }
            if (!same.containsKey(call.output())) {
                calls.add(call);
            }
        }
        List<Network.Output> outputs = network.outputs().stream()
                .map(output -> new Network.Output(output.name(), current(output.value())))
                .toList();
        return new Network(network.name(), network.documentation(), network.inputs(), calls, outputs);
    }

    private Value current(Value value) {
        return same.getOrDefault(value, value);
    }

    private LayerCall renamed(LayerCall call) {
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        call.tensors()
                .forEach((name, source) -> tensors.put(
                        name,
                        source instanceof TensorSource.Computed computed
                                ? new TensorSource.Computed(current(computed.value()))
                                : source));
        return new LayerCall(
                call.origin(),
                call.type(),
                call.arguments(),
                call.inputs().stream().map(this::current).toList(),
                tensors,
                call.outputs());
    }

    private static boolean relays(LayerCall call) {
        return RELAYING.contains(call.type().name()) || call.is("permute") && keepsOrder(call);
    }

    /** Whether the dimensions other than 1 come in the order in which they were. */
    private static boolean keepsOrder(LayerCall permute) {
        List<Extent> extents = permute.input().shape().extents();
        List<Long> moved = ((ArgumentValue.Wholes) permute.arguments().get("axes"))
                .values().stream()
                        .filter(axis -> !extents.get(Math.toIntExact(axis)).equals(Extent.of(1)))
                        .toList();
        return moved.equals(moved.stream().sorted().toList());
    }
}
