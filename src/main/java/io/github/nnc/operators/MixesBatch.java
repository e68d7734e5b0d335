package io.github.nnc.operators;

/** An operator works along the leading dimension, which is no batch then. */
public final class MixesBatch extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MixesBatch(String operator) {
        super(operator, null, false, false);
    }
}
