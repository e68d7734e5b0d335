package io.github.nnc.inmemory;

/** A generated class as seen by a caller that was compiled before it. */
public interface Network {

    /**
     * One forward pass; of a model that carries, the next one of the only stream of calls.
     *
     * @param inputs in the model's order: {@code float[]} for numbers, {@code int[]} for ids, also for a single id
     * @return in the model's order: {@code float[]} for numbers, {@code int[]} for ids
     * @throws RuntimeException what the generated class throws where a length or an id does not fit
     */
    Object[] forward(Object... inputs);
}
