package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Shape;

/** The demand of layers over sequences: tokens x features, of which the number of tokens may vary. */
final class Tokens {

    private Tokens() {}

    /** Whether floats of tokens x features arrive; reports what else does. */
    static boolean required(Inference inference, String layer) {
        if (!Floats.required(inference)) {
            return false;
        }
        Shape shape = inference.shape();
        String receives = "`" + layer + "` needs tokens x features, but receives " + shape;
        if (shape.rank() != 2) {
            Diagnostic misfit = Diagnostic.of(Code.WRONG_RANK, inference.place(), receives);
            inference.reject(
                    shape.rank() == 1 && shape.isFixed()
                            ? misfit.withHelp(
                                    "a `reshape 1x?` makes a single token of it", inference.insertBefore("reshape 1x?"))
                            : misfit);
            return false;
        }
        if (!shape.last().isFixed()) {
            inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            "`" + layer + "` needs a fixed number of features, but receives " + shape)
                    .withHelp("write the number of features as a number; the number of tokens may vary"));
            return false;
        }
        return true;
    }
}
