package io.github.nnc.recognise;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One change of dimensions where several follow each other, and none where they cancel. A permutation that moves dimensions
 * of 1 only is such a change as well: the numbers keep their order.
 */
final class Relayouts {

    private static final Set<String> RESHAPES = Set.of("reshape", "flatten", "squeeze", "unsqueeze");
    private static final Extent ONE = Extent.of(1);

    /** For a value with other dimensions the one that it was made of. */
    private final Map<Value, Value> origins = new HashMap<>();

    /** Values that others take the place of. */
    private final Map<Value, Value> same = new HashMap<>();

    private final Set<Value> outputs = new HashSet<>();

    private Relayouts(Network network) {
        network.outputs().forEach(output -> outputs.add(output.value()));
    }

    static Network apply(Network network) {
        Relayouts relayouts = new Relayouts(network);
        List<LayerCall> calls = new ArrayList<>();
        network.calls()
                .forEach(call ->
                        relayouts.rewritten(call.reading(relayouts.same)).ifPresent(calls::add));
        return DropUnread.apply(network.withCalls(calls));
    }

    /** The call as it is, or another one in its place; none where it changes nothing. */
    private Optional<LayerCall> rewritten(LayerCall call) {
        if (!keepsOrder(call)) {
            return Optional.of(call);
        }
        Value origin = origins.getOrDefault(call.input(), call.input());
        boolean nothing = origin.shape().equals(call.output().shape());
        if (nothing && !outputs.contains(call.output())) {
            same.put(call.output(), origin);
            return Optional.empty();
        }
        origins.put(call.output(), origin);
        return Optional.of(
                origin.equals(call.input()) && RESHAPES.contains(call.type().name()) ? call : reshape(call, origin));
    }

    private static LayerCall reshape(LayerCall call, Value origin) {
        List<Extent> extents = call.output().shape().extents();
        if (extents.equals(origin.shape().extents())) {
            return NewLayer.of("identity").input(origin).insteadOf(call);
        }
        if (extents.isEmpty()) {
            return NewLayer.of("squeeze").input(origin).insteadOf(call);
        }
        if (extents.size() == 1 && origin.shape().isFixed()) {
            return NewLayer.of("flatten").input(origin).insteadOf(call);
        }
        return NewLayer.of("reshape")
                .with(
                        "shape",
                        new ArgumentValue.Dimensions(
                                extents.stream().map(Optional::of).toList()))
                .input(origin)
                .insteadOf(call);
    }

    private static boolean keepsOrder(LayerCall call) {
        return RESHAPES.contains(call.type().name()) || movesOnesOnly(call);
    }

    private static boolean movesOnesOnly(LayerCall call) {
        List<Long> order = order(call);
        List<Extent> extents =
                order.isEmpty() ? List.of() : call.input().shape().extents();
        List<Long> kept = order.stream()
                .filter(axis -> !extents.get(axis.intValue()).equals(ONE))
                .toList();
        return !order.isEmpty() && kept.equals(kept.stream().sorted().toList());
    }

    /** The axes of what arrives in the order of the result; none where the call is no permutation. */
    private static List<Long> order(LayerCall call) {
        int rank = call.inputs().isEmpty() ? 0 : call.input().shape().rank();
        List<Long> order = new ArrayList<>();
        if (call.is("transpose")) {
            for (long axis = 0; axis < rank; axis++) {
                order.add(axis);
            }
            order.add(rank - 2, order.remove(rank - 1));
        } else if (call.is("permute") && call.arguments().get("axes") instanceof ArgumentValue.Wholes axes) {
            axes.values().forEach(axis -> order.add(axis < 0 ? axis + rank : axis));
        }
        return order;
    }
}
