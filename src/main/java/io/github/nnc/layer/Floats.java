package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.TensorType;

/** The demand of most layers: numbers, not ids. */
final class Floats {

    private Floats() {}

    /** Whether all inputs are floats; reports the first that is not. */
    static boolean required(Inference inference) {
        for (TensorType input : inference.inputs()) {
            if (input.isIds()) {
                inference.reject(Diagnostic.of(
                        Code.IDS_NOT_NUMBERS,
                        inference.place(),
                        "`" + inference.place().text() + "` computes with numbers, but receives " + input));
                return false;
            }
        }
        return true;
    }
}
