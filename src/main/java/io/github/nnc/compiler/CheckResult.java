package io.github.nnc.compiler;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.Model;
import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.SourceUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a file holds.
 *
 * @param file the text; empty where it could not be read
 * @param syntax what was written; empty where the text could not be read or parsed at all
 * @param models the models in the order of the text; empty where there is an error
 * @param diagnostics errors and warnings by place
 * @param filesRead every file that the result depends on, as paths of the file tree
 */
public record CheckResult(
        Optional<SourceFile> file,
        Optional<SourceUnit> syntax,
        List<Model> models,
        List<Diagnostic> diagnostics,
        SortedSet<String> filesRead) {

    public CheckResult {
        models = List.copyOf(models);
        diagnostics = List.copyOf(diagnostics);
        filesRead = Collections.unmodifiableSortedSet(new TreeSet<>(filesRead));
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
