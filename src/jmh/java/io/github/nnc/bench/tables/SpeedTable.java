package io.github.nnc.bench.tables;

import io.github.nnc.bench.contenders.Contenders;
import io.github.nnc.bench.forks.Speed;
import io.github.nnc.bench.models.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long each contender takes for each network, and how many times faster nnc is than ONNX Runtime. */
public final class SpeedTable {

    private static final double MICROSECOND = 1e3;

    private SpeedTable() {}

    /** @param results for one size of batch, in the order of the rows; null where a network was not run */
    public static String times(Map<Subject, Speed> results) {
        List<String> head = new ArrayList<>(List.of("microseconds a sample"));
        head.addAll(Contenders.NAMES);
        MarkdownTable table = new MarkdownTable(head);
        results.forEach((subject, speed) -> {
            List<String> row = new ArrayList<>(List.of(subject.title()));
            for (String name : Contenders.NAMES) {
                row.add(
                        speed == null
                                ? Numbers.NOT_RUN
                                : speed.time(name)
                                        .map(time -> Numbers.spread(time, MICROSECOND))
                                        .orElse(Numbers.NOT_RUN));
            }
            table.add(row);
        });
        return table.toString();
    }

    /** Above 1 where nnc is faster. */
    public static String ratios(Map<Subject, Speed> results) {
        List<String> names = List.of(Contenders.VECTOR, Contenders.PLAIN, Contenders.DJL, Contenders.LOOPS);
        List<String> head = new ArrayList<>(List.of("times as fast as ONNX Runtime"));
        head.addAll(names);
        MarkdownTable table = new MarkdownTable(head);
        results.forEach((subject, speed) -> {
            List<String> row = new ArrayList<>(List.of(subject.title()));
            for (String name : names) {
                row.add(
                        speed == null
                                ? Numbers.NOT_RUN
                                : speed.ratio(name)
                                        .map(ratio -> Numbers.spread(ratio, 1))
                                        .orElse(Numbers.NOT_RUN));
            }
            table.add(row);
        });
        return table.toString();
    }

    /** Who did not run, and why, each reason once. */
    public static List<String> reasons(Map<Subject, Speed> results) {
        Map<String, List<String>> titles = new TreeMap<>();
        results.forEach((subject, speed) -> {
            if (speed == null) {
                titles.computeIfAbsent("not asked for in this run", key -> new ArrayList<>())
                        .add(subject.title());
            } else {
                speed.absent()
                        .forEach(
                                (name, reason) -> titles.computeIfAbsent(name + ": " + reason, key -> new ArrayList<>())
                                        .add(subject.title()));
                speed.target(Contenders.VECTOR)
                        .filter(target -> !target.equals("vector"))
                        .ifPresent(target -> titles.computeIfAbsent(
                                        Contenders.VECTOR + ": its plain kernels run", key -> new ArrayList<>())
                                .add(subject.title()));
            }
        });
        List<String> lines = new ArrayList<>();
        titles.forEach((reason, of) ->
                lines.add("- " + reason + (of.size() == results.size() ? "." : " (" + String.join("; ", of) + ").")));
        return lines;
    }
}
