package io.github.nnc.bench;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the {@link Suite}, or the table of {@link FormTimes}, {@link BatchTimes} or {@link StartUp}, if the first argument is its name;
 * otherwise benchmarks of JMH with JMH's own arguments, and fails if one fails.
 */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        switch (all.isEmpty() ? "" : all.get(0)) {
            case "Suite" -> Suite.run(all.subList(1, all.size()));
            case "FormTimes" -> FormTimes.main(arguments);
            case "BatchTimes" -> BatchTimes.run(all.subList(1, all.size()));
            case "StartUp" -> StartUp.run();
            default ->
                new Runner(new OptionsBuilder()
                                .parent(new CommandLineOptions(arguments))
                                .shouldFailOnError(true)
                                .build())
                        .run();
        }
    }
}
