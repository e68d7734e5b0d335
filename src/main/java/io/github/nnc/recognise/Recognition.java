package io.github.nnc.recognise;

import io.github.nnc.network.Network;
import java.util.List;
import java.util.function.UnaryOperator;

/** All passes in their order. */
public final class Recognition {

    private static final List<UnaryOperator<Network>> PASSES = List.of(
            DropUnread::apply,
            Relayouts::apply,
            Affines::apply,
            Activations::apply,
            Norms::apply,
            ChannelNorms::apply,
            Attentions::apply,
            Positions::apply,
            PixelShuffles::apply,
            Pools::apply,
            Paddings::apply,
            Concats::apply,
            Duplicates::apply,
            Relayouts::apply,
            DropUnread::apply);

    private Recognition() {}

    /** The same network in fewer and larger layers. */
    public static Network of(Network network) {
        Network result = network;
        for (UnaryOperator<Network> pass : PASSES) {
            result = pass.apply(result);
        }
        return result;
    }
}
