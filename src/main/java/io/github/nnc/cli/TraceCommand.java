package io.github.nnc.cli;

import io.github.nnc.model.Model;
import io.github.nnc.report.Trace;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code nnc trace FILE VALUES…}. */
@Command(
        name = "trace",
        header = "Follows one example through a network.",
        description = {
            "Shows what every layer makes of the example: small layers neuron by neuron with the sums that they compute,"
                    + " large ones by their smallest, mean and largest value, then the prediction."
        },
        footer = {"", "Example:", "", "  nnc trace cat_dog.nn 0.5 0.8 0.2"})
final class TraceCommand extends ExampleVerb {

    private static final String WHERE = "the command line";

    TraceCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Model model = model();
        Object[] inputs = new Examples(model).inputs(row(), WHERE);
        Trace trace = new Trace(model);
        List<float[]> traced = new ArrayList<>();
        for (Model probe : trace.probes()) {
            traced.addAll(new Runner(probe, network(probe)).call(inputs, WHERE));
        }
        List<float[]> numbers = new ArrayList<>();
        for (Object input : inputs) {
            numbers.add(Runner.numbers(input));
        }
        shell().print(trace.text(numbers, traced, weights().values(inspection(), file(), model)));
        return 0;
    }
}
