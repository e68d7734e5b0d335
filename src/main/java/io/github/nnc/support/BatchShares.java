package io.github.nnc.support;

import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.function.IntConsumer;

/**
 * The shares of a batch. The threads of an executor and the one that calls take the next that nobody has begun, so that
 * a pool whose threads are all busy, or are those that call, delays a batch but never stops it.
 */
public final class BatchShares implements Runnable {

    private final int shares;
    private final IntConsumer work;
    private final Phaser unfinished;
    private int begun;
    private Throwable failure;

    private BatchShares(int shares, IntConsumer work) {
        this.shares = shares;
        this.work = work;
        unfinished = new Phaser(shares);
    }

    /** Where a share begins; but for the end of the last, all begin and end with a block of samples. */
    public static int begin(int share, int shares, int samples, int block) {
        long blocks = ((long) samples + block - 1) / block;
        return (int) Math.min(samples, blocks * share / shares * block);
    }

    /**
     * Works at all shares, numbered from 0, and returns when nobody works at one any more. After a failure no further
     * one begins, and the failure is thrown; those of others are suppressed in it. An interruption changes nothing but
     * the flag of the thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the executor takes no work
     */
    public static void run(int shares, IntConsumer work, Executor executor) {
        BatchShares all = new BatchShares(shares, work);
        try {
            for (int k = 1; k < shares; k++) {
                executor.execute(all);
            }
        } catch (RuntimeException | Error e) {
            all.fail(e);
        }
        all.run();
        all.unfinished.awaitAdvance(0);
        if (all.failure instanceof Error) {
            throw (Error) all.failure;
        } else if (all.failure != null) {
            throw (RuntimeException) all.failure;
        }
    }

    /** Works at shares as long as there are some. */
    @Override
    public void run() {
        for (int share = next(); share < shares; share = next()) {
            try {
                work.accept(share);
            } catch (RuntimeException | Error e) {
                fail(e);
            }
            unfinished.arrive();
        }
    }

    private synchronized int next() {
        return begun < shares ? begun++ : shares;
    }

    private synchronized void fail(Throwable e) {
        if (failure == null) {
            failure = e;
        } else if (failure != e) {
            failure.addSuppressed(e);
        }
        for (; begun < shares; begun++) {
            unfinished.arrive();
        }
    }
}
