package io.github.nnc.layer;

import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;

/** {@code last}: the features of the last token, {@code x[-1]} in PyTorch. */
record Last() implements OneToken {

    static final LayerType TYPE = OneToken.type("last", new Last());

    @Override
    public Index place(Extent tokens) {
        return Index.of(tokens).plus(-1);
    }
}
