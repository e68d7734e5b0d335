package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Counter;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many tokens of one stream of calls a layer that carries has room for: as many as its argument says, else as many as
 * one call may have at most.
 *
 * @param argument the name of the argument
 * @param size its value
 */
record Context(String argument, OptionalLong size) {

    long capacity(Extent tokens) {
        return size.orElse(tokens.max());
    }

    Counter counter(Lowering lowering) {
        Extent tokens = lowering.inputShape().extent(0);
        return lowering.counters().of(tokens, capacity(tokens));
    }

    /** Where the first token of a call stands among all of its stream. */
    static Index.Affine start(Optional<Counter> counter) {
        return counter.map(c -> Index.of(c.elapsed())).orElse(Index.of(0));
    }

    /** Whether there is room for every call, and for more than one; reports what is wrong otherwise. */
    boolean fits(Inference inference) {
        Extent tokens = inference.shape().extent(0);
        if (size.isEmpty() && tokens.isFixed()) {
            inference.reject(Diagnostic.of(
                            Code.MISSING_ARGUMENT,
                            inference.place(),
                            "`" + inference.place().text() + "` needs `" + argument
                                    + "` to know how many tokens it carries")
                    .withNote("each call has " + tokens + (tokens.max() == 1 ? " token" : " tokens")
                            + "; all calls together may have as many as `" + argument + "` says")
                    .withHelp("write `" + argument + "=512`, say", inference.argument(argument, "512")));
            return false;
        }
        if (capacity(tokens) < tokens.max()) {
            inference.reject(Diagnostic.of(
                            Code.OUT_OF_RANGE,
                            inference.place(argument),
                            "a call may have " + tokens.max() + " tokens, but only " + size.getAsLong() + " are kept")
                    .withHelp(
                            "write at least " + tokens.max(),
                            inference.argument(argument, Long.toString(tokens.max()))));
            return false;
        }
        return true;
    }
}
