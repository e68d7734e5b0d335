package io.github.nnc.bench;

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
import java.util.ArrayList;
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

    static void run(List<String> arguments) throws IOException {
        Path folder = Files.createTempDirectory("nnc-bench");
        try {
            new Suite(Options.of(arguments), folder).run();
        } finally {
            Folders.delete(folder);
        }
    }

    private void run() throws IOException {
        String head = LocalDate.now(ZoneOffset.UTC) + ", " + Machine.description() + ".";
        System.out.println(head);
        for (Subject subject : options.models()) {
            System.out.println("preparing " + subject.name());
            prepared.put(
                    subject,
                    Prepared.write(subject, folder.resolve(subject.name()), options.batches(), options.checks()));
        }
        List<String> sections = new ArrayList<>(List.of(head + " Forks: " + options.forks() + "."));
        if (options.has("speed")) {
            sections.addAll(speed());
        }
        if (options.has("growth")) {
            sections.add("### As work grows\n\n"
                    + GrowthTable.measure(folder, options.warm() / 2, options.measure() / 2, options.largest()));
        }
        if (options.has("steady")) {
            sections.add("### The first calls\n\n" + SteadyTable.measure(prepared, options.lives(), options.life()));
        }
        String results = String.join("\n\n", sections) + "\n";
        System.out.println(results);
        Page.write(options.page(), results);
    }

    /** Forks of all networks by turns, so that an hour in which the machine is slow does not fall on one of them. */
    private List<String> speed() throws IOException {
        for (int batch : options.batches()) {
            Map<Subject, Speed> row = new LinkedHashMap<>();
            Subjects.all().forEach(subject -> row.put(subject, null));
            prepared.forEach((subject, files) -> {
                boolean asked = subject.tokens() > 0
                        ? batch == 1
                        : files.multiplyAdds().doubleValue() * batch <= options.limit();
                if (asked) {
                    row.put(subject, new Speed(files, batch));
                }
            });
            speeds.put(batch, row);
        }
        Limits limits = new Limits();
        for (int fork = 1; fork <= options.forks(); fork++) {
            limits.fork();
            for (Map<Subject, Speed> row : speeds.values()) {
                for (Map.Entry<Subject, Speed> entry : row.entrySet()) {
                    if (entry.getValue() != null) {
                        System.out.println(
                                "fork " + fork + " of " + entry.getKey().name() + ", "
                                        + entry.getValue().batch());
                        entry.getValue().fork(options.warm(), options.measure());
                    }
                }
            }
        }
        List<String> sections = new ArrayList<>();
        speeds.forEach((batch, row) -> sections.add(String.join(
                "\n",
                "### " + (batch == 1 ? "One sample" : "A batch of " + batch),
                "",
                SpeedTable.times(row),
                SpeedTable.ratios(row),
                String.join("\n", SpeedTable.reasons(row)))));
        Map<Subject, Speed> single = speeds.get(1);
        if (single != null) {
            sections.add("### What the machine can do\n\n" + PeakTable.limits(limits) + "\n\n"
                    + PeakTable.shares(single, limits));
        }
        return sections;
    }
}
