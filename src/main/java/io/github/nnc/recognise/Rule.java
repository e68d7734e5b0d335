package io.github.nnc.recognise;

import io.github.nnc.network.LayerCall;
import java.util.List;
import java.util.Optional;

/** A piece of a network, and the layers that stand for it. */
record Rule(Pattern pattern, Replacement replacement) {

    /** One layer. */
    @FunctionalInterface
    interface Layer {

        /**
         * The layer that makes what the last layer of a match makes.
         *
         * @return empty where the pattern fits, but its sizes or numbers do not
         */
        Optional<LayerCall> of(Match match, LayerCall last);
    }

    /** What to write instead. */
    @FunctionalInterface
    interface Replacement {

        /**
         * Layers of which the last one makes what the last layer of a match makes.
         *
         * @return none where the pattern fits, but its sizes or numbers do not
         */
        List<LayerCall> of(Match match, LayerCall last);
    }

    /** A rule of one layer. */
    static Rule of(Pattern pattern, Layer layer) {
        return new Rule(pattern, (match, last) -> layer.of(match, last).stream().toList());
    }
}
