package io.github.nnc.layer;

import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;

/** {@code first}: the features of the first token, {@code x[0]} in PyTorch. */
record First() implements OneToken {

    static final LayerType TYPE = OneToken.type("first", new First());

    @Override
    public Index place(Extent tokens) {
        return Index.of(0);
    }
}
