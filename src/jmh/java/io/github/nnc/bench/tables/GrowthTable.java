package io.github.nnc.bench.tables;

import io.github.nnc.bench.contenders.Contenders;
import io.github.nnc.bench.forks.Child;
import io.github.nnc.bench.forks.GrowthPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How compiling and running become dearer as networks and batches grow. */
public final class GrowthTable {

    private static final Map<String, List<Integer>> AMOUNTS = Map.of(
            "width", List.of(16, 32, 64, 128, 256, 512, 1024, 2048),
            "depth", List.of(1, 3, 10, 30, 100, 300, 1000),
            "batch", List.of(1, 4, 16, 64, 256, 1024));

    private static final Map<String, String> TITLES = Map.of(
            "width", "one layer, width",
            "depth", "layers of 64",
            "batch", "784-128-10, batch of");

    private final MarkdownTable table = new MarkdownTable(List.of(
            "grows",
            "",
            "nnc, ms",
            "javac, ms",
            Contenders.PLAIN + ", us a sample",
            Contenders.VECTOR + ", us a sample"));

    /**
     * Measures in one JVM a row.
     *
     * @param warm seconds to warm up each thing that is measured, and
     * @param measure to measure it
     * @param largest amount that is asked for; the first of each kind is measured anyway
     */
    public static String measure(Path folder, double warm, double measure, int largest) throws IOException {
        GrowthTable growth = new GrowthTable();
        for (String kind : List.of("width", "depth", "batch")) {
            List<Integer> amounts = AMOUNTS.get(kind);
            for (int amount : amounts) {
                if (amount <= largest || amount == amounts.get(0)) {
                    growth.add(kind, amount, folder.resolve(kind + amount), warm, measure);
                }
            }
        }
        return growth.table.toString();
    }

    private void add(String kind, int amount, Path folder, double warm, double measure) throws IOException {
        System.out.println("growth: " + kind + " " + amount);
        Map<String, Double> times = new HashMap<>();
        List<String> arguments = List.of(
                folder.toString(), kind, Integer.toString(amount), Double.toString(warm), Double.toString(measure));
        for (String[] line : Child.run(GrowthPoint.class, Child.options(), arguments)) {
            if (line.length == 2) {
                times.put(line[0], Double.valueOf(line[1]));
            }
        }
        table.add(List.of(
                TITLES.get(kind),
                Integer.toString(amount),
                cell(times.get("nnc"), 1e6),
                cell(times.get("javac"), 1e6),
                cell(times.get(Contenders.PLAIN), 1e3),
                cell(times.get(Contenders.VECTOR), 1e3)));
    }

    private static String cell(Double nanoseconds, double unit) {
        return nanoseconds == null ? "" : Numbers.number(nanoseconds / unit);
    }
}
