package io.github.nnc.bench.forks;

import io.github.nnc.bench.contenders.Contender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times contenders by turns: a short batch of runs of each, again and again, so that whatever slows the machine down for
 * a while slows all of them.
 */
final class Rounds {

    private static final long SLICE = 20_000_000;
    private static final long BATCH = 2_000_000;
    private static final int FEWEST = 5;
    private static final int NATIVE = 4;

    private final Map<String, Contender> contenders;
    private final Map<String, Integer> runs = new LinkedHashMap<>();

    Rounds(Map<String, Contender> contenders) {
        this.contenders = contenders;
    }

    /** Runs each for so long, by turns, native ones a quarter of it, and finds out how many runs make a batch. */
    void warm(long nanoseconds) throws Exception {
        Map<String, Long> left = new LinkedHashMap<>();
        contenders.forEach((name, each) -> left.put(name, each.isJava() ? nanoseconds : nanoseconds / NATIVE));
        while (left.values().stream().anyMatch(time -> time > 0)) {
            for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
                long rest = left.get(entry.getKey());
                if (rest > 0) {
                    left.put(entry.getKey(), rest - slice(entry.getKey(), entry.getValue()));
                }
            }
        }
    }

    private long slice(String name, Contender contender) throws Exception {
        long start = System.nanoTime();
        long time = 0;
        long count = 0;
        while (time < SLICE) {
            contender.run();
            count++;
            time = System.nanoTime() - start;
        }
        runs.put(name, (int) Math.max(1, BATCH * count / time));
        return time;
    }

    /** Nanoseconds a run, one number for each round; rounds go on for so long, and there are a few at least. */
    Map<String, List<Double>> measure(long nanoseconds) throws Exception {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> times.put(name, new ArrayList<>()));
        long end = System.nanoTime() + nanoseconds;
        for (int round = 0; round < FEWEST || System.nanoTime() < end; round++) {
            for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
                times.get(entry.getKey()).add(time(entry.getValue(), runs.get(entry.getKey())));
            }
        }
        return times;
    }

    private static double time(Contender contender, int count) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            contender.run();
        }
        return (double) (System.nanoTime() - start) / count;
    }
}
