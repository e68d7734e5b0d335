package io.github.nnc.recognise;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reshape, a permute and a reshape again, which make pixels of channels or channels of pixels as PyTorch's
 * {@code PixelShuffle} and {@code PixelUnshuffle} do.
 */
final class PixelShuffles {

    private static final List<Long> SHUFFLE = List.of(0L, 3L, 1L, 4L, 2L);
    private static final List<Long> UNSHUFFLE = List.of(0L, 2L, 4L, 1L, 3L);

    private final Network network;
    private final Map<Value, LayerCall> makers = new HashMap<>();
    private final Map<Value, Integer> readers = new HashMap<>();

    private PixelShuffles(Network network) {
        this.network = network;
        for (LayerCall call : network.calls()) {
            call.outputs().forEach(output -> makers.put(output, call));
            call.inputs().forEach(this::count);
            for (TensorSource source : call.tensors().values()) {
                if (source instanceof TensorSource.Computed computed) {
                    count(computed.value());
                }
            }
        }
        network.outputs().forEach(output -> count(output.value()));
    }

    static Network apply(Network network) {
        return new PixelShuffles(network).applied();
    }

    private void count(Value value) {
        readers.merge(value, 1, Integer::sum);
    }

    private Network applied() {
        List<LayerCall> calls = new ArrayList<>();
        for (LayerCall call : network.calls()) {
            Optional<LayerCall> shuffle = shuffle(call);
            if (shuffle.isPresent()) {
                LayerCall permute = makers.get(call.input());
                calls.remove(permute);
                calls.remove(makers.get(permute.input()));
            }
            calls.add(shuffle.orElse(call));
        }
        return network.withCalls(calls);
    }

    /** The layer that a last reshape stands for, together with the two layers before it. */
    private Optional<LayerCall> shuffle(LayerCall call) {
        Optional<LayerCall> permute = before(call, "reshape", "permute");
        Optional<LayerCall> first = permute.flatMap(found -> before(found, "permute", "reshape"));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        ArgumentValue axes = permute.get().arguments().get("axes");
        List<Extent> from = first.get().input().shape().extents();
        List<Extent> apart = first.get().output().shape().extents();
        List<Extent> to = call.output().shape().extents();
        boolean fixed = first.get().input().shape().isFixed() && apart.size() == 5;
        if (!fixed || from.size() != 3 || to.size() != 3 || !(axes instanceof ArgumentValue.Wholes order)) {
            return Optional.empty();
        }
        if (order.values().equals(SHUFFLE) && splits(from, to, apart, List.of(1, 2))) {
            return Optional.of(layer(call, first.get(), "pixel_shuffle", apart.get(1)));
        }
        return order.values().equals(UNSHUFFLE) && splits(to, from, apart, List.of(2, 4))
                ? Optional.of(layer(call, first.get(), "pixel_unshuffle", apart.get(2)))
                : Optional.empty();
    }

    /** The layer before another one, the only reader of its value. */
    private Optional<LayerCall> before(LayerCall call, String type, String other) {
        return Optional.of(call)
                .filter(found -> found.is(type))
                .map(found -> makers.get(found.input()))
                .filter(made -> made.is(other) && readers.get(made.output()) == 1);
    }

    /** Whether an image of many channels and a larger one of few have in between five dimensions with the factor at two. */
    private static boolean splits(List<Extent> many, List<Extent> few, List<Extent> apart, List<Integer> factors) {
        long factor = apart.get(factors.get(0)).max();
        List<Long> others = new ArrayList<>();
        for (int i = 0; i < apart.size(); i++) {
            if (!factors.contains(i)) {
                others.add(apart.get(i).max());
            }
        }
        boolean square = apart.get(factors.get(1)).max() == factor;
        List<Long> expected = List.of(others.get(0) * factor * factor, others.get(1), others.get(2));
        List<Long> enlarged = List.of(others.get(0), others.get(1) * factor, others.get(2) * factor);
        return square && sizes(many).equals(expected) && sizes(few).equals(enlarged);
    }

    private static List<Long> sizes(List<Extent> extents) {
        return extents.stream().map(Extent::max).toList();
    }

    private static LayerCall layer(LayerCall last, LayerCall first, String name, Extent factor) {
        return new LayerCall(
                last.origin(),
                LayerCatalog.find(name).orElseThrow(),
                Map.of("factor", new ArgumentValue.Whole(factor.max())),
                first.inputs(),
                Map.of(),
                last.outputs());
    }
}
