package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorSwitchTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long PATIENCE = MILLISECOND;

    /** Passes that say how long they took without taking it; vector kernels become fast after some of them. */
    private static final class Told implements VectorSwitch.Passes {

        private final long plain;
        private final long cold;
        private final long warm;
        private final int coldPasses;
        private final List<Integer> counts = new ArrayList<>();
        private int vectorPasses;
        private long total;

        Told(long plain, long cold, int coldPasses, long warm) {
            this.plain = plain;
            this.cold = cold;
            this.coldPasses = coldPasses;
            this.warm = warm;
        }

        @Override
        public long run(boolean vector, int count) {
            long each = plain;
            if (vector) {
                each = vectorPasses < coldPasses ? cold : warm;
                vectorPasses += count;
            }
            counts.add(count);
            total += each * count;
            return each * count;
        }
    }

    @Test
    void kernelsThatAreFasterAreUsedAfterFiveRounds() {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        Told passes = new Told(10 * MILLISECOND, 0, 0, 5 * MILLISECOND);
        assertThat(vectors.isOn()).isFalse();
        assertThat(vectors.warmUp(passes)).isTrue();
        assertThat(vectors.isOn()).isTrue();
        assertThat(passes.counts).hasSize(10);
        assertThat(vectors.warmUp(passes)).isTrue();
        assertThat(passes.counts).as("what is decided is not measured again").hasSize(10);
    }

    @Test
    void kernelsThatAreSlowUntilTheyAreCompiledAreWaitedFor() {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        Told passes = new Told(10 * MILLISECOND, 300 * MILLISECOND, 20, 5 * MILLISECOND);
        assertThat(vectors.warmUp(passes)).isTrue();
        assertThat(passes.vectorPasses).isEqualTo(25);
    }

    @Test
    void kernelsThatStaySlowerAreGivenUp() {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        Told passes = new Told(10 * MILLISECOND, 0, 0, 11 * MILLISECOND);
        assertThat(vectors.warmUp(passes)).isFalse();
        assertThat(vectors.isOn()).isFalse();
        assertThat(passes.total).isBetween(60 * SECOND, 60 * SECOND + 21 * MILLISECOND);
    }

    /** As those of a large network are, of which HotSpot compiles one after the other. */
    @Test
    void kernelsThatKeepGettingFasterAreWaitedFor() {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        List<Long> times = new ArrayList<>();
        boolean on = vectors.warmUp((vector, count) -> {
            long slow = 20 * SECOND >> times.size() / 4;
            times.add(vector ? Math.max(slow, 5 * MILLISECOND) : 10 * MILLISECOND);
            return times.get(times.size() - 1);
        });
        assertThat(on).isTrue();
        assertThat(times.stream().mapToLong(Long::longValue).sum()).isGreaterThan(60 * SECOND);
    }

    /** Faster four times in a row, then slower: noise. */
    @Test
    void oneSlowerRoundBeginsTheCountAnew() {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        List<Boolean> asked = new ArrayList<>();
        boolean on = vectors.warmUp((vector, count) -> {
            asked.add(vector);
            boolean fifth = asked.size() % 10 == 0;
            return (vector && !fifth ? 5 : 10) * MILLISECOND;
        });
        assertThat(on).isFalse();
    }

    /** A pass of 100 ns cannot be compared with one of 50; 32,768 of them can. */
    @Test
    void passesThatAreTooShortAreMeasuredTogether() {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        Told passes = new Told(100, 0, 0, 50);
        assertThat(vectors.warmUp(passes)).isTrue();
        assertThat(passes.counts).startsWith(1, 1, 2, 2, 4, 4).endsWith(32_768, 32_768);
        assertThat(passes.counts.stream().filter(count -> count == 32_768)).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "", "always"})
    void withoutTheModuleNothingIsMeasured(String wish) {
        assertNothingIsMeasured(new VectorSwitch(false, wish, PATIENCE), false);
    }

    @Test
    void thePropertyForbids() {
        assertNothingIsMeasured(new VectorSwitch(true, "never", PATIENCE), false);
    }

    @Test
    void thePropertyCommands() {
        assertNothingIsMeasured(new VectorSwitch(true, "always", PATIENCE), true);
    }

    private static void assertNothingIsMeasured(VectorSwitch vectors, boolean on) {
        VectorSwitch.Passes passes = (vector, count) -> {
            throw new AssertionError("measured");
        };
        assertThat(vectors.isOn()).isEqualTo(on);
        assertThat(vectors.warmUp(passes)).isEqualTo(on);
        vectors.start("test", passes);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("test");
    }

    /** A daemon, so that it keeps no program from ending. */
    @Test
    void aThreadMeasuresBesideTheProgram() throws InterruptedException {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        CountDownLatch measuring = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        VectorSwitch.Passes passes = (vector, count) -> {
            threads.add(Thread.currentThread());
            measuring.countDown();
            return (vector ? 2 : 3) * MILLISECOND;
        };
        vectors.start("beside", passes);
        vectors.start("another", passes);
        assertThat(measuring.await(30, TimeUnit.SECONDS)).isTrue();
        threads.get(0).join(30_000);
        assertThat(vectors.isOn()).isTrue();
        assertThat(threads).hasSize(10).containsOnly(threads.get(0));
        assertThat(threads.get(0).getName()).isEqualTo("beside");
        assertThat(threads.get(0).isDaemon()).isTrue();
    }

    /** Beside each other they would measure each other. */
    @Test
    void warmUpTakesOverFromTheThread() throws InterruptedException {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        CountDownLatch measuring = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        VectorSwitch.Passes passes = (vector, count) -> {
            threads.add(Thread.currentThread());
            measuring.countDown();
            await(asked);
            return (vector ? 3 : 2) * SECOND;
        };
        vectors.start("beside", passes);
        assertThat(measuring.await(30, TimeUnit.SECONDS)).isTrue();
        Thread beside = threads.get(0);
        Thread caller = new Thread(() -> vectors.warmUp(passes));
        caller.start();
        while (caller.getState() != Thread.State.BLOCKED && caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        asked.countDown();
        caller.join(30_000);
        beside.join(30_000);
        assertThat(threads).startsWith(beside, beside, caller).endsWith(caller);
        assertThat(threads).filteredOn(beside::equals).hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInterruptedThreadDecidesNothing() throws InterruptedException {
        VectorSwitch vectors = new VectorSwitch(true, "", PATIENCE);
        CountDownLatch measuring = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        vectors.start("interrupted", (vector, count) -> {
            threads.add(Thread.currentThread());
            measuring.countDown();
            Thread.currentThread().interrupt();
            return (vector ? 2 : 3) * MILLISECOND;
        });
        assertThat(measuring.await(30, TimeUnit.SECONDS)).isTrue();
        threads.get(0).join(30_000);
        assertThat(threads).hasSize(2);
        assertThat(vectors.isOn()).isFalse();
    }
}
