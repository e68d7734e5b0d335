package io.github.nnc.bench;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks with JMH's own arguments, fails if one fails, and sets side by side what belongs together. The table of
 * {@link FormTimes} is asked for by its name.
 */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("FormTimes")) {
            FormTimes.main(arguments);
            return;
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .shouldFailOnError(true)
                        .build())
                .run();
        SideBySide.of(results, ForwardBenchmark.class, "network")
                .map(table -> table.render(
                        "nnc/onnxRuntime", (network, scores) -> scores.get("nnc") / scores.get("onnxRuntime")))
                .ifPresent(System.out::println);
        SideBySide.of(results, CompileTimeBenchmark.class, "depth")
                .map(table ->
                        table.render("nnc per layer", (depth, scores) -> scores.get("nnc") / Integer.parseInt(depth)))
                .ifPresent(System.out::println);
    }
}
