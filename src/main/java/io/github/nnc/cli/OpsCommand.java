package io.github.nnc.cli;

import io.github.nnc.operators.OperatorRules;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code nnc ops}. */
@Command(
        name = "ops",
        header = "Lists the ONNX operators that can be imported.",
        description = {"Prints the names of the operators, those of operator sets up to 25, one a line."},
        footer = {"", "Example:", "", "  nnc ops"})
final class OpsCommand extends Verb {

    OpsCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        List<String> names = List.copyOf(OperatorRules.names());
        shell().print(String.join("\n", names) + "\n");
        return 0;
    }
}
