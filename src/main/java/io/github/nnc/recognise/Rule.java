package io.github.nnc.recognise;

import io.github.nnc.network.LayerCall;
import java.util.Optional;

/** A piece of a network, and the layer that stands for it. */
record Rule(Pattern pattern, Replacement replacement) {

    /** What to write instead. */
    @FunctionalInterface
    interface Replacement {

        /**
         * The layer that makes what the last layer of a match makes.
         *
         * @return empty where the pattern fits, but its sizes or numbers do not
         */
        Optional<LayerCall> of(Match match, LayerCall last);
    }
}
