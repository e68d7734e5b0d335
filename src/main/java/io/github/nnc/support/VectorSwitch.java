package io.github.nnc.support;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether kernels on the Vector API take the place of plain ones. Until HotSpot has compiled them they are hundreds of
 * times slower, so that a class starts with its plain kernels; a thread runs both beside the program, sparingly, and
 * switches once the others are faster. The system property {@code nnc.vector} may say {@code never} or {@code always}.
 */
public final class VectorSwitch {

    /**
     * In nanoseconds. Vector kernels that do not get twice as fast in it are compiled by now; a network of many kernels
     * takes longer for all of them, above all where HotSpot compiles on the one processor that also measures.
     */
    private static final long LONGEST_WAIT = 60_000_000_000L;

    /** What takes less cannot be measured. */
    private static final long SHORTEST_ROUND = 4_000_000L;

    private static final int CONVINCING_ROUNDS = 5;

    /** In nanoseconds; a program that has just started needs the processors itself, and a thousand calls of most networks. */
    private static final long PATIENCE = 5_000_000_000L;

    private final AtomicBoolean started = new AtomicBoolean();
    private final boolean available;
    private final long patience;
    private volatile boolean on;
    private volatile boolean awaited;

    /** Passes of a network, by one kind of kernels or the other. */
    public interface Passes {

        /** Runs so many; says how many nanoseconds they took. */
        long run(boolean vector, int count);
    }

    /** Off, unless the property says otherwise. */
    public VectorSwitch() {
        this(isModuleThere(), System.getProperty("nnc.vector", ""), PATIENCE);
    }

    /**
     * @param wish what the property says
     * @param patience nanoseconds before the thread begins
     */
    VectorSwitch(boolean moduleThere, String wish, long patience) {
        this.patience = patience;
        available = moduleThere && !wish.equals("never");
        on = available && wish.equals("always");
    }

    /** A named module sees the Vector API only where it requires it. */
    private static boolean isModuleThere() {
        var vectors = ModuleLayer.boot().findModule("jdk.incubator.vector");
        return vectors.isPresent() && VectorSwitch.class.getModule().canRead(vectors.get());
    }

    /** Whether vector kernels are to be used. */
    public boolean isOn() {
        return on;
    }

    /** Starts a thread that measures; only the first call does, and only where there is something to measure. */
    public void start(String name, Passes passes) {
        if (!on && available && started.compareAndSet(false, true)) {
            Thread thread = new Thread(() -> measureSparingly(passes), name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Measures in this thread, however long it takes; the other one ends. */
    public boolean warmUp(Passes passes) {
        awaited = true;
        if (!on && available) {
            synchronized (this) {
                measure(passes, false);
            }
        }
        return on;
    }

    private void measureSparingly(Passes passes) {
        if (rest(patience)) {
            measure(passes, true);
        }
    }

    private void measure(Passes passes, boolean sparing) {
        long spent = 0;
        int count = 1;
        int faster = 0;
        long milestone = Long.MAX_VALUE;
        while (!on && faster < CONVINCING_ROUNDS && spent < LONGEST_WAIT && !(sparing && awaited)) {
            long plain;
            long vector;
            // two that measure would measure each other
            synchronized (this) {
                plain = passes.run(false, count);
                vector = passes.run(true, count);
            }
            if (vector / count <= milestone / 2) {
                milestone = vector / count;
                spent = 0;
            }
            boolean measurable = plain + vector >= SHORTEST_ROUND;
            faster = measurable && vector < plain ? faster + 1 : 0;
            count = measurable ? count : 2 * count;
            spent += (sparing ? 2 : 1) * (plain + vector);
            if (sparing && !rest(plain + vector)) {
                return;
            }
        }
        on |= faster == CONVINCING_ROUNDS;
    }

    /** Leaves the processor to others for as long as it was used; false if the thread is to end. */
    private static boolean rest(long nanoseconds) {
        try {
            Thread.sleep(nanoseconds / 1_000_000 + 1);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
