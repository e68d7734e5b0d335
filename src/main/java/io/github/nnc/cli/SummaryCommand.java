package io.github.nnc.cli;

import io.github.nnc.compiler.CallCost;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.model.Model;
import io.github.nnc.report.SummaryJson;
import io.github.nnc.report.SummaryText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nnc summary FILE}. */
@Command(
        name = "summary",
        header = "Shows layers, shapes, parameters and costs.",
        description = "Prints one row a layer with its shapes and parameters, and the totals.",
        footer = {"", "Example:", "", "  nnc summary cat_dog.nn"})
final class SummaryCommand extends Verb {

    @Mixin
    private ModelOption choice;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, or json for programs.")
    private Format format = Format.TEXT;

    SummaryCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Model model = inspection().model(choice.file(), choice.model());
        CallCost cost = Compiler.cost(model);
        shell().print(format == Format.JSON ? SummaryJson.of(model, cost) : SummaryText.of(model, cost));
        return 0;
    }
}
