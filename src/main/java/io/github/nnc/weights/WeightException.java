package io.github.nnc.weights;

import io.github.nnc.diagnostic.Code;
import java.io.IOException;
import java.util.Arrays;

/** Weights that cannot be used, and what kind of problem that is. */
public final class WeightException extends IOException {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final int slot;

    /** @param slot the expected tensor that it concerns, counted from 0, or -1 where it concerns the file */
    public WeightException(Code code, int slot, String message) {
        super(message);
        this.code = code;
        this.slot = slot;
    }

    /** From a text that begins with a code, as generated classes have it: {@code NN402: the file ends ...}. */
    public static WeightException of(int slot, String text) {
        int colon = text.indexOf(':');
        return new WeightException(code(text.substring(0, colon)), slot, text.substring(colon + 2));
    }

    private static Code code(String id) {
        return Arrays.stream(Code.values())
                .filter(code -> code.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public Code code() {
        return code;
    }

    public int slot() {
        return slot;
    }
}
