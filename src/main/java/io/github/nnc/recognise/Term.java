package io.github.nnc.recognise;

import io.github.nnc.network.Value;

/** What a layer reads. */
sealed interface Term {

    record Flow(Value value) implements Term {}

    /** A number that stands in the text. */
    record Number(double value) implements Term {}
}
