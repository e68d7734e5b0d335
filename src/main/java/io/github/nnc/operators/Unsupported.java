package io.github.nnc.operators;

/** What stands in the way of saying an operator in layers; the message names the attribute, type or input. */
final class Unsupported extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unsupported(String message) {
        super(message, null, false, false);
    }
}
