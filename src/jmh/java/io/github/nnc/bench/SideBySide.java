package io.github.nnc.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.openjdk.jmh.results.RunResult;

/**
 * The results of one class of benchmarks as a table: a row for each value of a parameter, a column for each method. A
 * score is the median of the iterations, which one disturbed iteration does not move.
 *
 * @param title the class
 * @param parameter the name of the parameter
 * @param unit of the scores
 * @param rows score by method by value of the parameter
 */
record SideBySide(String title, String parameter, String unit, Map<String, Map<String, Double>> rows) {

    /** A further column, computed from those of its row. */
    interface Derived {

        double of(String row, Map<String, Double> scores);
    }

    /** Empty if none of the results is of this class. */
    static Optional<SideBySide> of(Collection<RunResult> results, Class<?> benchmarks, String parameter) {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        String unit = "";
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            if (benchmark.startsWith(benchmarks.getName() + ".")) {
                String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
                String row = result.getParams().getParam(parameter);
                rows.computeIfAbsent(row, key -> new LinkedHashMap<>())
                        .put(method, result.getPrimaryResult().getStatistics().getPercentile(50));
                unit = result.getPrimaryResult().getScoreUnit();
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new SideBySide(benchmarks.getSimpleName(), parameter, unit, rows));
    }

    /** The table, with a derived column in rows that have all methods. */
    String render(String derivedTitle, Derived derived) {
        TreeSet<String> methods = new TreeSet<>();
        rows.values().forEach(row -> methods.addAll(row.keySet()));
        StringBuilder text = new StringBuilder("\n" + title + ", " + unit + "\n");
        List<String> head = new ArrayList<>(List.of(parameter));
        head.addAll(methods);
        head.add(derivedTitle);
        appendRow(text, head);
        rows.forEach((value, scores) -> {
            List<String> cells = new ArrayList<>(List.of(value));
            methods.forEach(method -> cells.add(number(scores.get(method))));
            cells.add(scores.size() == methods.size() ? number(derived.of(value, scores)) : "");
            appendRow(text, cells);
        });
        return text.toString();
    }

    private static void appendRow(StringBuilder text, List<String> cells) {
        cells.forEach(cell -> text.append(String.format(Locale.ROOT, "%18s", cell)));
        text.append('\n');
    }

    private static String number(Double value) {
        return value == null ? "" : String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }
}
