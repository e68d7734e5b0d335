package io.github.nnc.recognise;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts layers in the place of pieces of a network whose inner values nobody else reads. */
final class Rewriting {

    private final List<Rule> rules;
    private final List<LayerCall> calls;
    private Network network;
    private Links links;

    private Rewriting(Network network, List<Rule> rules) {
        this.rules = rules;
        this.calls = new ArrayList<>(network.calls());
        this.network = network;
        this.links = new Links(network);
    }

    /** The network in which no rule fits any more; of several rules the first counts. */
    static Network of(Network network, List<Rule> rules) {
        Rewriting rewriting = new Rewriting(network, rules);
        int at = 0;
        while (at < rewriting.calls.size()) {
            at = rewriting.step(at);
        }
        return rewriting.network;
    }

    /** Tries all rules at a place; the next place to try. */
    private int step(int at) {
        LayerCall call = calls.get(at);
        for (Rule rule : rules) {
            Optional<Found> found = rule.pattern()
                    .at(call, links)
                    .filter(match -> links.areClosed(match.covered(), call))
                    .map(match -> new Found(match.covered(), rule.replacement().of(match, call)))
                    .filter(match -> !match.layers().isEmpty())
                    .findFirst();
            if (found.isPresent()) {
                List<LayerCall> layers = found.get().layers();
                calls.addAll(at + 1, layers);
                calls.removeAll(found.get().covered());
                network = network.withCalls(calls);
                links = new Links(network);
                return calls.indexOf(layers.get(0));
            }
        }
        return at + 1;
    }

    private record Found(Set<LayerCall> covered, List<LayerCall> layers) {}
}
