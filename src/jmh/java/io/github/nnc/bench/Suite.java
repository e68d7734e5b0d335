package io.github.nnc.bench;

import io.github.nnc.bench.contenders.Published;
import io.github.nnc.bench.forks.Limits;
import io.github.nnc.bench.forks.Speed;
import io.github.nnc.bench.models.Prepared;
import io.github.nnc.bench.models.Subject;
import io.github.nnc.bench.models.Subjects;
import io.github.nnc.bench.tables.GrowthTable;
import io.github.nnc.bench.tables.PeakTable;
import io.github.nnc.bench.tables.SpeedTable;
import io.github.nnc.bench.tables.SteadyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures everything that {@link Options} ask for, prints it, and writes it to the page. */
final class Suite {

    private final Options options;
    private final Path folder;
    private final Map<Subject, Prepared> prepared = new LinkedHashMap<>();
    private final Map<Integer, Map<Subject, Speed>> speeds = new LinkedHashMap<>();

    private Suite(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    static void run(List<String> arguments) throws Exception {
        Path folder = Files.createTempDirectory("nnc-bench");
        try {
            new Suite(Options.of(arguments), folder).run();
        } finally {
            Folders.delete(folder);
        }
    }

    private void run() throws Exception {
        String head = LocalDate.now(ZoneOffset.UTC) + ": " + Machine.description();
        System.out.println(head);
        for (Subject subject : options.models()) {
            System.out.println("preparing " + subject.name());
            Prepared files =
                    Prepared.write(subject, folder.resolve(subject.name()), options.batches(), options.checks());
            Published.check(subject, files, options.checks());
            prepared.put(subject, files);
        }
        Map<String, String> results = new LinkedHashMap<>();
        if (options.has("speed")) {
            results.putAll(speed());
        }
        if (options.has("growth")) {
            results.put(
                    "As work grows",
                    "One JVM a row.\n\n"
                            + GrowthTable.measure(
                                    folder, options.warm() / 2, options.measure() / 2, options.largest()));
        }
        if (options.has("steady")) {
            results.put(
                    "The first calls",
                    "JVMs of each target: " + options.lives() + ".\n\n"
                            + SteadyTable.measure(prepared, options.lives(), options.life()));
        }
        results.replaceAll((heading, text) -> head + ". " + text);
        results.forEach((heading, text) -> System.out.println("\n" + heading + "\n\n" + text));
        Page.write(options.page(), results);
    }

    /** Forks of all networks by turns, so that an hour in which the machine is slow does not fall on one of them. */
    private Map<String, String> speed() throws IOException {
        for (int batch : options.batches()) {
            speeds.put(batch, row(batch));
        }
        Limits limits = new Limits();
        for (int fork = 1; fork <= options.forks(); fork++) {
            limits.fork();
            for (Map<Subject, Speed> row : speeds.values()) {
                fork(fork, row);
            }
        }
        String forks = "JVMs for each network: " + options.forks() + ".\n\n";
        Map<String, String> results = new LinkedHashMap<>();
        speeds.forEach((batch, row) -> results.put(
                batch == 1 ? "One sample" : "A batch of " + batch,
                forks + SpeedTable.times(row) + "\n" + SpeedTable.ratios(row) + "\n"
                        + String.join("\n", SpeedTable.reasons(row))));
        Map<Subject, Speed> single = speeds.get(1);
        if (single != null) {
            results.put(
                    "What the machine can do", PeakTable.limits(limits) + "\n\n" + PeakTable.shares(single, limits));
        }
        return results;
    }

    /** All networks, with null for those that are not to be run with such a batch. */
    private Map<Subject, Speed> row(int batch) {
        Map<Subject, Speed> row = new LinkedHashMap<>();
        Subjects.all().forEach(subject -> row.put(subject, null));
        prepared.forEach((subject, files) -> {
            boolean asked =
                    subject.tokens() > 0 ? batch == 1 : files.multiplyAdds().doubleValue() * batch <= options.limit();
            if (asked) {
                row.put(subject, new Speed(files, batch));
            }
        });
        return row;
    }

    private void fork(int fork, Map<Subject, Speed> row) throws IOException {
        for (Map.Entry<Subject, Speed> entry : row.entrySet()) {
            Speed speed = entry.getValue();
            if (speed != null) {
                System.out.println("fork " + fork + " of " + entry.getKey().name() + ", " + speed.batch());
                speed.fork(options.warm(), options.measure());
            }
        }
    }
}
