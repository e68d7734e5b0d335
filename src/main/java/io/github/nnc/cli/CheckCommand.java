package io.github.nnc.cli;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.JsonRenderer;
import io.github.nnc.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nnc check FILE…}. */
@Command(
        name = "check",
        header = "Checks names, shapes and counts.",
        description = "Reports every error and warning of the files and of what they import.",
        footer = {"", "Example:", "", "  nnc check src/main/nn/cat_dog.nn"})
final class CheckCommand extends Verb {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The .nn files.")
    private List<String> files;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, or json for programs.")
    private Format format = Format.TEXT;

    CheckCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Set<Diagnostic> found = new LinkedHashSet<>();
        List<String> fine = new ArrayList<>();
        for (String file : files) {
            CheckResult result =
                    Compiler.check(inspection().files(), inspection().treePath(file));
            found.addAll(result.diagnostics());
            if (!result.hasErrors()) {
                fine.add(file + ": " + models(result.models()) + "\n");
            }
        }
        if (format == Format.JSON) {
            shell().print(JsonRenderer.render(List.copyOf(found)));
            return found.stream().anyMatch(Diagnostic::isError) ? Failure.INPUT : 0;
        }
        shell().print(String.join("", fine));
        inspection().show(List.copyOf(found));
        return 0;
    }

    private static String models(List<Model> models) {
        return models.isEmpty()
                ? "no model"
                : models.stream().map(model -> model.name() + " is fine").collect(Collectors.joining(", "));
    }
}
