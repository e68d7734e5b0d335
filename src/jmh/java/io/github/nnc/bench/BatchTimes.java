package io.github.nnc.bench;

import io.github.nnc.bench.forks.BatchPoint;
import io.github.nnc.bench.forks.Child;
import io.github.nnc.bench.tables.MarkdownTable;
import io.github.nnc.bench.tables.Numbers;
import io.github.nnc.emit.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures behind {@link io.github.nnc.lower.Thresholds#samples} and {@code unsharedBytes}: batches of dense layers in
 * blocks of several sizes, and over two threads. Each network and target has JVMs of its own, in which all ways of
 * computing go by turns.
 */
final class BatchTimes {

    private static final List<String> NETWORKS = List.of(
            "64 64 10",
            "128 128 128",
            "256 128 10",
            "256 256",
            "784 128 10",
            "300 300 300",
            "512 512",
            "784 512 512 10",
            "1024 1024 1024");

    private static final int COUNT = 64;

    private final int forks;
    private final String warm;
    private final String measure;

    private BatchTimes(int forks, String warm, String measure) {
        this.forks = forks;
        this.warm = warm;
        this.measure = measure;
    }

    /** @param arguments how many JVMs, seconds to warm up each way, seconds to measure all; 3, 4 and 3 if not said */
    static void run(List<String> arguments) throws IOException {
        new BatchTimes(
                        arguments.isEmpty() ? 3 : Integer.parseInt(arguments.get(0)),
                        arguments.size() < 2 ? "4" : arguments.get(1),
                        arguments.size() < 3 ? "3" : arguments.get(2))
                .run();
    }

    private void run() throws IOException {
        System.out.println(Machine.description() + "\nMicroseconds a sample of a batch of " + COUNT
                + ", in brackets how many times faster than one sample at a time; JVMs a row: " + forks + "\n");
        for (Target target : Target.values()) {
            List<String> head = new ArrayList<>(List.of(target.name().toLowerCase(Locale.ROOT)));
            for (BatchPoint.Way way : BatchPoint.Way.values()) {
                head.add(way.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
            MarkdownTable table = new MarkdownTable(head);
            for (String widths : NETWORKS) {
                table.add(row(widths, target));
            }
            System.out.println(table);
        }
    }

    private List<String> row(String widths, Target target) throws IOException {
        Map<String, List<Double>> times = new HashMap<>();
        for (int fork = 0; fork < forks; fork++) {
            List<String> arguments = List.of(widths, target.name(), Integer.toString(COUNT), warm, measure);
            for (String[] line : Child.run(BatchPoint.class, Child.options(), arguments)) {
                if (line.length == 2) {
                    times.computeIfAbsent(line[0], way -> new ArrayList<>()).add(Double.valueOf(line[1]));
                }
            }
        }
        List<String> row = new ArrayList<>(List.of(widths.replace(' ', '-')));
        List<Double> single = times.get(BatchPoint.Way.SINGLE.name());
        for (BatchPoint.Way way : BatchPoint.Way.values()) {
            List<Double> own = times.get(way.name());
            List<Double> ratios = new ArrayList<>();
            for (int fork = 0; fork < forks; fork++) {
                ratios.add(single.get(fork) / own.get(fork));
            }
            row.add(Numbers.number(Quartiles.of(own).median() / 1e3) + " ("
                    + Numbers.number(Quartiles.of(ratios).median()) + ")");
        }
        return row;
    }
}
