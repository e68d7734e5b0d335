package io.github.nnc.cli;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.disk.FileWriter;
import io.github.nnc.format.Formatter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nnc fmt FILE…}. */
@Command(
        name = "fmt",
        header = "Brings files into their canonical layout.",
        description = {
            "Line breaks between statements and all comments stay. A file that is not the language stays as it is, and so do"
                    + " all others of the call."
        },
        footer = {"", "Example:", "", "  nnc fmt --check src/main/nn/*.nn"})
final class FmtCommand extends Verb {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The .nn files.")
    private List<String> files;

    @Option(names = "--check", description = "Writes nothing; names the files that would change, and exits 1 for them.")
    private boolean check;

    FmtCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Map<String, String> changed = new LinkedHashMap<>();
        boolean broken = false;
        for (String file : files) {
            CheckResult result =
                    Compiler.parse(inspection().files(), inspection().treePath(file));
            List<Diagnostic> errors =
                    result.diagnostics().stream().filter(Diagnostic::isError).toList();
            if (!errors.isEmpty()) {
                shell().err().print(inspection().rendered(errors));
                broken = true;
                continue;
            }
            String text = Formatter.format(result.syntax().orElseThrow());
            if (!text.equals(result.file().orElseThrow().text())) {
                changed.put(file, text);
            }
        }
        if (broken) {
            return Failure.INPUT;
        }
        if (!check) {
            write(changed);
        }
        changed.keySet().forEach(file -> shell().print((check ? "would change " : "changed ") + file + "\n"));
        return check && !changed.isEmpty() ? Failure.INPUT : 0;
    }

    private void write(Map<String, String> changed) {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        changed.forEach((file, text) -> contents.put(shell().path(file), text.getBytes(StandardCharsets.UTF_8)));
        try {
            FileWriter.write(contents);
        } catch (IOException e) {
            throw Failure.cannotWrite(String.join(", ", changed.keySet()), e);
        }
    }
}
