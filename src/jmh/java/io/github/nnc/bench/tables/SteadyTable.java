package io.github.nnc.bench.tables;

import io.github.nnc.bench.Quartiles;
import io.github.nnc.bench.contenders.Contenders;
import io.github.nnc.bench.forks.Child;
import io.github.nnc.bench.forks.FirstCalls;
import io.github.nnc.bench.models.Prepared;
import io.github.nnc.bench.models.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long each target takes to become as fast as it gets, and what its first calls cost. */
public final class SteadyTable {

    private static final double SECOND = 1e9;

    private SteadyTable() {}

    /** What forks of one target found: nanoseconds to steady state, and of the first calls by their number. */
    private record Life(List<Double> steady, Map<Integer, List<Double>> calls) {

        Life() {
            this(new ArrayList<>(), new TreeMap<>());
        }
    }

    /**
     * Measures each target of each network in JVMs of its own, by turns.
     *
     * @param seconds after which a JVM ends
     */
    public static String measure(Map<Subject, Prepared> networks, int forks, double seconds) throws IOException {
        MarkdownTable table = new MarkdownTable(List.of(
                "network",
                Contenders.PLAIN + ", s to steady state",
                Contenders.VECTOR + ", s to steady state",
                "first calls",
                Contenders.PLAIN + ", ms",
                Contenders.VECTOR + ", ms",
                "vector / plain"));
        for (Map.Entry<Subject, Prepared> entry : networks.entrySet()) {
            Prepared prepared = entry.getValue();
            Life plain = new Life();
            Life vector = new Life();
            for (int fork = 0; fork < forks; fork++) {
                System.out.println("first calls of " + entry.getKey().name());
                run(prepared, prepared.plain(), seconds, plain);
                run(prepared, prepared.vector(), seconds, vector);
            }
            table.add(row(entry.getKey(), plain, vector));
        }
        return table.toString();
    }

    private static void run(Prepared prepared, Path classes, double seconds, Life life) throws IOException {
        List<String> arguments = List.of(
                prepared.text().toString(),
                classes.toString(),
                Integer.toString(prepared.tokens()),
                Double.toString(seconds));
        for (String[] line : Child.run(FirstCalls.class, Child.options(), arguments)) {
            if (line[0].equals("calls")) {
                life.calls()
                        .computeIfAbsent(Integer.valueOf(line[1]), key -> new ArrayList<>())
                        .add(Double.valueOf(line[2]));
            } else if (line[0].equals("steady")) {
                life.steady().add(Double.valueOf(line[1]));
            }
        }
    }

    private static List<String> row(Subject subject, Life plain, Life vector) {
        int calls = plain.calls().keySet().stream()
                .filter(vector.calls()::containsKey)
                .max(Integer::compare)
                .orElseThrow();
        Quartiles first = Quartiles.of(plain.calls().get(calls));
        Quartiles second = Quartiles.of(vector.calls().get(calls));
        return List.of(
                subject.title(),
                Numbers.spread(Quartiles.of(plain.steady()), SECOND),
                Numbers.spread(Quartiles.of(vector.steady()), SECOND),
                subject.tokens() == 0 ? Integer.toString(calls) : calls + " runs of " + subject.tokens(),
                Numbers.spread(first, 1e6),
                Numbers.spread(second, 1e6),
                Numbers.number(second.median() / first.median()));
    }
}
