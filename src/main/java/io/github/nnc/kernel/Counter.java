package io.github.nnc.kernel;

import io.github.nnc.tensor.Extent;

/**
 * How many steps of a sequence the calls so far have seen. It outlives a call as buffers of {@link Buffer.Role#STATE} do:
 * each call begins with {@code elapsed} steps and leaves {@code total} behind, which may be at most {@code capacity}.
 *
 * @param step how many steps one call adds
 * @param elapsed the steps before the call, as a length
 * @param total the steps with those of the call, as a length
 */
public record Counter(Extent step, Extent.Symbol elapsed, Extent.Symbol total, long capacity) {

    /** A counter of steps of a length; a call adds at least one of its smallest length. */
    static Counter of(Extent step, long capacity) {
        return new Counter(
                step,
                new Extent.Symbol("elapsed", 0, Math.max(0, capacity - step.min())),
                new Extent.Symbol("total", Math.min(step.min(), capacity), capacity),
                capacity);
    }
}
