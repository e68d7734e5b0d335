package io.github.nnc.graph;

/** One dimension of a value as a file describes it. */
public sealed interface Dimension {

    /** A length of 0 or more. */
    record Known(long length) implements Dimension {}

    /** A length that is known when the graph runs; dimensions of one name are equally long. */
    record Named(String name) implements Dimension {}

    /** A length of which the file says nothing. */
    record Unknown() implements Dimension {}
}
