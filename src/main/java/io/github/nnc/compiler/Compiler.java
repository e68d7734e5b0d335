package io.github.nnc.compiler;

import io.github.nnc.check.Checker;
import io.github.nnc.check.Unit;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The whole pipeline. */
public final class Compiler {

    private Compiler() {}

    /** Reads, parses and checks one file and what it imports. */
    public static CheckResult check(FileTree files, String path) {
        RecordingFiles recorded = new RecordingFiles(files);
        Diagnostics diagnostics = new Diagnostics();
        return check(new Sources(recorded, diagnostics), recorded, path, diagnostics);
    }

    /** Compiles all models of all sources; where there is an error in any of them, there are no files. */
    public static CompileResult compile(CompileRequest request) {
        RecordingFiles recorded = new RecordingFiles(request.files());
        Diagnostics diagnostics = new Diagnostics();
        Sources sources = new Sources(recorded, diagnostics);
        Generation generation = new Generation(request, recorded, diagnostics);
        for (CompileRequest.Source source : request.sources()) {
            for (Model model :
                    check(sources, recorded, source.path(), diagnostics).models()) {
                generation.add(source, model);
            }
        }
        boolean failed = diagnostics.hasErrors();
        return new CompileResult(
                failed ? new TreeMap<>() : generation.sources(),
                failed ? new TreeMap<>() : generation.resources(),
                diagnostics.sorted(),
                recorded.opened());
    }

    private static CheckResult check(Sources sources, RecordingFiles files, String path, Diagnostics diagnostics) {
        Optional<Unit> unit = sources.open(path);
        List<Model> models =
                unit.map(found -> Checker.check(found, files, diagnostics)).orElse(List.of());
        return new CheckResult(
                unit.map(found -> found.syntax().file()),
                unit.map(Unit::syntax),
                models,
                diagnostics.sorted(),
                files.opened());
    }
}
