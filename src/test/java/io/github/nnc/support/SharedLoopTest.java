package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedLoopTest {

    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    private record Part(int worker, int from, int to) {}

    @AfterAll
    static void endThreads() {
        POOL.shutdown();
    }

    @ParameterizedTest
    @CsvSource({"100, 3, 4, 56, 1", "100, 3, 4, 57, 2", "100, 3, 1, 2048, 16", "5, 3, 4, 100, 6", "100, 3, 4, 5, 2"})
    void sharesAreAllOfIt(long most, int threads, int each, int extent, int unit) {
        List<Part> parts = parts(most, threads, each, extent, unit, POOL);
        assertThat(parts).hasSize((int) Math.min(most, (long) threads * each));
        assertThat(parts).allMatch(part -> part.worker >= 0 && part.worker < threads);
        int end = 0;
        for (Part part : parts) {
            assertThat(part.from).isEqualTo(end);
            assertThat(part.from == part.to || part.from % unit == 0)
                    .as(part.toString())
                    .isTrue();
            end = part.to;
        }
        assertThat(end).isEqualTo(extent);
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "1, 3", "0, 3"})
    void littleWorkAndOneThreadNeedNoExecutor(long most, int threads) {
        Executor none = task -> {
            throw new AssertionError("asked");
        };
        assertThat(parts(most, threads, 4, 10, 1, none)).containsExactly(new Part(0, 0, 10));
    }

    /** What a worker has for itself is never used by two threads at once. */
    @Test
    void noTwoThreadsAreTheSameWorker() {
        for (int round = 0; round < 200; round++) {
            Thread[] busy = new Thread[3];
            SharedLoop.run(
                    100,
                    3,
                    4,
                    24,
                    1,
                    (worker, from, to) -> {
                        assertThat(busy[worker]).isNull();
                        busy[worker] = Thread.currentThread();
                        Thread.yield();
                        assertThat(busy[worker]).isSameAs(Thread.currentThread());
                        busy[worker] = null;
                    },
                    POOL);
        }
    }

    @Test
    void failuresReachTheCaller() {
        assertThatThrownBy(() -> SharedLoop.run(
                        100,
                        3,
                        4,
                        24,
                        1,
                        (worker, from, to) -> {
                            if (from == 12) {
                                throw new IllegalStateException("at 12");
                            }
                        },
                        POOL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("at 12");
    }

    @Test
    void anExecutorThatTakesNoWorkIsToldOf() {
        ExecutorService ended = Executors.newSingleThreadExecutor();
        ended.shutdown();
        assertThatThrownBy(() -> parts(100, 2, 4, 24, 1, ended)).isInstanceOf(RejectedExecutionException.class);
    }

    private static List<Part> parts(long most, int threads, int each, int extent, int unit, Executor executor) {
        List<Part> parts = Collections.synchronizedList(new ArrayList<>());
        SharedLoop.run(
                most,
                threads,
                each,
                extent,
                unit,
                (worker, from, to) -> parts.add(new Part(worker, from, to)),
                executor);
        parts.sort(Comparator.comparing(Part::from).thenComparing(Part::to));
        return parts;
    }
}
