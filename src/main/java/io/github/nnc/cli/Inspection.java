package io.github.nnc.cli;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.NearNames;
import io.github.nnc.diagnostic.TextRenderer;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.model.Model;
import java.util.List;
import java.util.Optional;

/** Reads and checks the files of a verb, and shows people what is wrong with them. */
record Inspection(Shell shell, boolean coloured) {

    DiskFiles files() {
        return new DiskFiles(shell.directory());
    }

    /** The path of a file as the compiler knows it. */
    String treePath(String written) {
        return files().toTreePath(shell.relative(written));
    }

    /** A file without errors; its warnings are shown. */
    CheckResult check(String file) {
        CheckResult result = Compiler.check(files(), treePath(file));
        show(result.diagnostics());
        return result;
    }

    /** The model of that name, or the only one of the file. */
    Model model(String file, Optional<String> name) {
        List<Model> models = check(file).models();
        List<String> names = models.stream().map(Model::name).toList();
        if (name.isEmpty()) {
            if (models.isEmpty()) {
                throw Failure.input(file + " has no model, only blocks or constants");
            }
            if (models.size() > 1) {
                throw Failure.usage(file + " has " + models.size() + " models: say `--model` and one of "
                        + String.join(", ", names));
            }
            return models.get(0);
        }
        return models.stream()
                .filter(model -> model.name().equals(name.get()))
                .findFirst()
                .orElseThrow(
                        () -> Failure.usage(file + " has no model `" + name.get() + "`" + instead(name.get(), names)));
    }

    /** Shows diagnostics; errors end the command. */
    void show(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            return;
        }
        shell.out().flush();
        shell.err().print(rendered(diagnostics));
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            throw Failure.reported();
        }
    }

    String rendered(List<Diagnostic> diagnostics) {
        return (coloured ? TextRenderer.coloured() : TextRenderer.plain()).render(diagnostics);
    }

    private static String instead(String name, List<String> names) {
        return NearNames.closest(name, names)
                .map(near -> "; did you mean `" + near + "`?")
                .orElse(names.isEmpty() ? "" : "; it has " + String.join(", ", names));
    }
}
