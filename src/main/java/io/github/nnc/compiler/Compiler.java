package io.github.nnc.compiler;

import io.github.nnc.check.Checker;
import io.github.nnc.check.Unit;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import io.github.nnc.source.SourceFile;
import java.util.List;
import java.util.Optional;

/** The whole pipeline. */
public final class Compiler {

    private Compiler() {}

    /** Reads, parses and checks one file and what it imports. */
    public static CheckResult check(FileTree files, String path) {
        RecordingFiles recorded = new RecordingFiles(files);
        Diagnostics diagnostics = new Diagnostics();
        Sources sources = new Sources(recorded, diagnostics);
        SourceFile unread = new SourceFile(path, "");
        Optional<SourceFile> file = sources.read(path, unread.span(0, 0));
        if (file.isEmpty()) {
            return new CheckResult(file, Optional.empty(), List.of(), diagnostics.sorted(), recorded.opened());
        }
        Unit unit = sources.load(file.get());
        List<Model> models = Checker.check(unit, recorded, diagnostics);
        return new CheckResult(file, Optional.of(unit.syntax()), models, diagnostics.sorted(), recorded.opened());
    }
}
