package io.github.nnc.support;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A loop whose iterations are independent, divided among threads. */
public final class SharedLoop {

    private SharedLoop() {}

    /** What computes some of the iterations. */
    public interface LoopShare {

        /** Computes those from {@code from} to {@code to - 1}, as worker number {@code worker}. */
        void compute(int worker, int from, int to);
    }

    /**
     * Computes all iterations, in this thread and those of an executor, and returns when none works at them any more.
     * What a share throws is thrown.
     *
     * @param most how many shares there is enough work for
     * @param threads how many threads may work
     * @param each how many shares there are for each of them at most
     * @param extent how many iterations there are
     * @param unit how many of them stay together
     * @throws java.util.concurrent.RejectedExecutionException if the executor takes no work
     */
    public static void run(long most, int threads, int each, int extent, int unit, LoopShare share, Executor executor) {
        int workers = (int) Math.min(most, threads);
        if (workers < 2) {
            share.compute(0, 0, extent);
            return;
        }
        int shares = (int) Math.min(most, (long) each * workers);
        AtomicInteger begun = new AtomicInteger();
        BatchShares.run(
                workers,
                worker -> {
                    for (int k = begun.getAndIncrement(); k < shares; k = begun.getAndIncrement()) {
                        share.compute(
                                worker,
                                BatchShares.begin(k, shares, extent, unit),
                                BatchShares.begin(k + 1, shares, extent, unit));
                    }
                },
                executor);
    }
}
