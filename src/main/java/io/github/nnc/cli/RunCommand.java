package io.github.nnc.cli;

import io.github.nnc.model.Model;
import io.github.nnc.report.Comparison;
import io.github.nnc.report.Predictions;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nnc run FILE [VALUES…]}. */
@Command(
        name = "run",
        header = "Runs a network on numbers.",
        description = {
            "Compiles the network in memory, runs it on each example, and prints its outputs: as probabilities where"
                    + " its entries are labelled. Where a network carries, each example goes on from the one before."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  nnc run cat_dog.nn 0.5 0.8 0.2",
            "  nnc run digits.nn --input digits.csv --output classes.npy"
        })
final class RunCommand extends ExampleVerb {

    @Option(names = "--input", paramLabel = "FILE", description = "A .csv with one example a row, or an .npy.")
    private String input;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes the outputs as .csv or .npy.")
    private String output;

    @Option(names = "--expect", paramLabel = "FILE", description = "Compares the outputs with a .csv or .npy.")
    private String expected;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description =
                    "How far an output may be from the expected one; without it 1e-6 + 1e-5 times the largest one.")
    private Double tolerance;

    RunCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (hasValues() == (input != null)) {
            throw Failure.usage("give either VALUES or `--input FILE`");
        }
        if (tolerance != null && (expected == null || !(tolerance >= 0) || tolerance.isInfinite())) {
            throw Failure.usage("`--tolerance` takes a number from 0 on, and goes with `--expect`");
        }
        Model model = model();
        Examples examples = new Examples(model);
        NumberFiles tables = new NumberFiles(inspection());
        List<float[]> rows = input == null ? List.of(row()) : tables.read(input, width(model.inputs()));
        Runner runner = new Runner(model, network(model));
        List<List<float[]>> results = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String where = input == null ? "the command line" : input + ", example " + (i + 1);
            results.add(runner.call(examples.inputs(rows.get(i), where), where));
        }
        if (output == null) {
            shell().print(Predictions.of(model, results));
        } else {
            tables.write(output, shape(model, results), joined(results));
            shell().print("wrote " + output + "\n");
        }
        return expected == null ? 0 : compare(tables, joined(results));
    }

    private int compare(NumberFiles tables, List<float[]> results) {
        List<float[]> wanted = tables.read(expected, results.get(0).length);
        OptionalDouble bound = tolerance == null ? OptionalDouble.empty() : OptionalDouble.of(tolerance);
        Comparison comparison = Comparison.of(results, wanted, bound);
        shell().print(comparison.text());
        return comparison.agrees() ? 0 : Failure.INPUT;
    }

    /** How many numbers an example has; 0 where that varies. */
    private static int width(List<Model.Input> inputs) {
        boolean fixed = inputs.stream().allMatch(i -> i.value().type().shape().isFixed());
        return fixed
                ? inputs.stream()
                        .mapToInt(i -> i.value().type().shape().elements().intValueExact())
                        .sum()
                : 0;
    }

    /** All outputs of an example behind each other. */
    private static List<float[]> joined(List<List<float[]>> results) {
        List<float[]> rows = new ArrayList<>();
        for (List<float[]> outputs : results) {
            float[] row =
                    new float[outputs.stream().mapToInt(values -> values.length).sum()];
            int at = 0;
            for (float[] values : outputs) {
                System.arraycopy(values, 0, row, at, values.length);
                at += values.length;
            }
            rows.add(row);
        }
        return rows;
    }

    private Shape shape(Model model, List<List<float[]>> results) {
        Shape shape = model.outputs().get(0).value().type().shape();
        List<float[]> rows = joined(results);
        boolean even = rows.stream().allMatch(row -> row.length == rows.get(0).length);
        if (!even && output.endsWith(".npy")) {
            throw Failure.input("the outputs differ in length, which an .npy cannot hold: write a .csv");
        }
        return model.outputs().size() == 1 && shape.isFixed() ? shape : Shape.of(rows.get(0).length);
    }
}
