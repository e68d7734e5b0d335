package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BatchSharesTest {

    private final ExecutorService pool = Executors.newFixedThreadPool(3);

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "3, 2, 1", "2, 15, 8", "3, 100, 8", "7, 64, 8", "3, 2147483647, 8", "2147483647, 5, 1"})
    void sharesHoldAllSamplesAndWholeBlocks(int shares, int samples, int block) {
        assertThat(BatchShares.begin(0, shares, samples, block)).isZero();
        assertThat(BatchShares.begin(shares, shares, samples, block)).isEqualTo(samples);
        int most = (samples / block / shares + 1) * block;
        for (int share = 0; share < Math.min(shares, 10); share++) {
            int begin = BatchShares.begin(share, shares, samples, block);
            int end = BatchShares.begin(share + 1, shares, samples, block);
            assertThat(end - begin).isBetween(0, most);
            assertThat(begin % block == 0 || begin == samples).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1000})
    void everyShareIsWorkedAtOnce(int shares) {
        AtomicIntegerArray times = new AtomicIntegerArray(shares);
        BatchShares.run(shares, times::incrementAndGet, pool);
        assertThat(IntStream.range(0, shares).map(times::get)).containsOnly(1);
    }

    @Test
    void threadsOfTheExecutorWorkBesideTheOneThatCalls() {
        CountDownLatch both = new CountDownLatch(2);
        BatchShares.run(2, share -> meet(both), pool);
        assertThat(both.getCount()).isZero();
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        await(latch);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What such an executor runs once all is done finds nothing to do. */
    @Test
    void anExecutorThatRunsNothingYetLeavesAllToTheThreadThatCalls() {
        Queue<Runnable> later = new ArrayDeque<>();
        List<Thread> threads = new ArrayList<>();
        BatchShares.run(4, share -> threads.add(Thread.currentThread()), later::add);
        assertThat(threads).hasSize(4).containsOnly(Thread.currentThread());
        assertThat(later).hasSize(3);
        later.forEach(Runnable::run);
        assertThat(threads).hasSize(4);
    }

    @Test
    void aPoolMaySpreadBatchesOverItself() throws Exception {
        AtomicIntegerArray times = new AtomicIntegerArray(24);
        List<Future<?>> batches = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int batch = i;
            batches.add(pool.submit(() -> BatchShares.run(4, share -> times.incrementAndGet(4 * batch + share), pool)));
        }
        for (Future<?> batch : batches) {
            batch.get();
        }
        assertThat(IntStream.range(0, 24).map(times::get)).containsOnly(1);
    }

    /** Three shares fail together; a fourth that had begun is waited for; the others do not begin. */
    @Test
    void theFirstFailureIsThrownWhenAllThatBeganHaveEnded() {
        CountDownLatch begun = new CountDownLatch(4);
        CountDownLatch failed = new CountDownLatch(3);
        AtomicIntegerArray ended = new AtomicIntegerArray(50);
        assertThatThrownBy(() -> BatchShares.run(
                        50,
                        share -> {
                            meet(begun);
                            if (share < 3) {
                                failed.countDown();
                                throw new IllegalArgumentException("share " + share);
                            }
                            await(failed);
                            pause(50);
                            ended.incrementAndGet(share);
                        },
                        pool))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .hasSize(2)
                        .allMatch(other -> other.getMessage().startsWith("share ")));
        assertThat(IntStream.range(0, 50).filter(share -> ended.get(share) > 0)).containsExactly(3);
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneExceptionThrownTwiceDoesNotSuppressItself() {
        RuntimeException same = new IllegalStateException("always the same");
        CountDownLatch begun = new CountDownLatch(2);
        assertThatThrownBy(() -> BatchShares.run(
                        2,
                        share -> {
                            meet(begun);
                            throw same;
                        },
                        pool))
                .isSameAs(same)
                .hasNoSuppressedExceptions();
    }

    @Test
    void errorsAreThrownAsTheyAre() {
        AssertionError error = new AssertionError("broken");
        assertThatThrownBy(() -> BatchShares.run(
                        3,
                        share -> {
                            throw error;
                        },
                        pool))
                .isSameAs(error);
    }

    @Test
    void anExecutorThatIsShutDownIsRefused() {
        pool.shutdown();
        List<Integer> shares = new ArrayList<>();
        assertThatThrownBy(() -> BatchShares.run(3, shares::add, pool)).isInstanceOf(RejectedExecutionException.class);
        assertThat(shares).isEmpty();
    }

    /** What it took before is waited for. */
    @Test
    void anExecutorThatIsFullFails() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicIntegerArray ended = new AtomicIntegerArray(5);
        Executor takesOne = new Executor() {

            private boolean full;

            @Override
            public void execute(Runnable task) {
                if (full) {
                    await(begun);
                    throw new RejectedExecutionException("full");
                }
                full = true;
                pool.execute(task);
            }
        };
        assertThatThrownBy(() -> BatchShares.run(
                        5,
                        share -> {
                            begun.countDown();
                            pause(100);
                            ended.incrementAndGet(share);
                        },
                        takesOne))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(IntStream.range(0, 5).filter(share -> ended.get(share) > 0)).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptionShortensNothingAndStaysSet(boolean before) throws InterruptedException {
        CountDownLatch othersBegun = new CountDownLatch(1);
        AtomicIntegerArray ended = new AtomicIntegerArray(2);
        AtomicReference<List<Boolean>> seen = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            if (before) {
                Thread.currentThread().interrupt();
            }
            Thread self = Thread.currentThread();
            BatchShares.run(
                    2,
                    share -> {
                        if (Thread.currentThread() == self) {
                            while (othersBegun.getCount() > 0) {
                                Thread.onSpinWait();
                            }
                        } else {
                            othersBegun.countDown();
                            pause(200);
                        }
                        ended.incrementAndGet(share);
                    },
                    pool);
            seen.set(List.of(Thread.currentThread().isInterrupted(), ended.get(0) + ended.get(1) == 2));
        });
        caller.start();
        await(othersBegun);
        pause(50);
        caller.interrupt();
        caller.join();
        assertThat(seen.get()).containsExactly(true, true);
    }
}
