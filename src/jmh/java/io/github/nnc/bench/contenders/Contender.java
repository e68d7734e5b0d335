package io.github.nnc.bench.contenders;

import java.io.IOException;

/** Someone who runs a network for a fixed number of samples, or of tokens one after another. */
public interface Contender extends AutoCloseable {

    /** Takes the input of all runs to come; no part of a run. */
    void fill(Object input) throws Exception;

    /** One run. */
    void run() throws Exception;

    /** The outputs of the last run, one sample after another; no part of a run. */
    float[] results() throws Exception;

    /** Whether HotSpot has to compile what it runs, which takes seconds. */
    default boolean isJava() {
        return true;
    }

    @Override
    default void close() throws IOException {}
}
