package io.github.nnc.compiler;

import io.github.nnc.check.Checker;
import io.github.nnc.check.Unit;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.lower.Cost;
import io.github.nnc.lower.Lower;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.SourceUnit;
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

    /** Parses and checks a text that is in no file, and that names no other. */
    public static CheckResult check(SourceFile text) {
        RecordingFiles none = new RecordingFiles(new NoFiles());
        Diagnostics diagnostics = new Diagnostics();
        Sources sources = new Sources(none, diagnostics);
        return check(Optional.of(sources.open(text)), none, diagnostics);
    }

    /** Reads and parses one file, and nothing that it names; there are no models in the result. */
    public static CheckResult parse(FileTree files, String path) {
        RecordingFiles recorded = new RecordingFiles(files);
        Diagnostics diagnostics = new Diagnostics();
        Optional<SourceUnit> syntax = new Sources(recorded, diagnostics).parse(path);
        return new CheckResult(
                syntax.map(SourceUnit::file), syntax, List.of(), diagnostics.sorted(), recorded.opened());
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
        return result(generation, recorded, diagnostics);
    }

    /**
     * Compiles one checked model as the only one of its file; it may differ from what the file says, in its outputs say.
     */
    public static CompileResult compile(FileTree files, ModelSource source, Model model) {
        RecordingFiles recorded = new RecordingFiles(files);
        Diagnostics diagnostics = new Diagnostics();
        Generation generation = new Generation(
                new CompileRequest(files, List.of(), source.weights(), source.bundle(), Optional.empty()),
                recorded,
                diagnostics);
        generation.add(new CompileRequest.Source(source.path(), ""), model);
        return result(generation, recorded, diagnostics);
    }

    /** The values of {@link Model#tensors}, in their order, from the file that the source names. */
    public static Bound bind(FileTree files, ModelSource source, Model model) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<List<float[]>> values = WeightBinding.bind(files, source.path(), source.weights(), model, diagnostics);
        return new Bound(values, diagnostics.sorted());
    }

    private static CompileResult result(Generation generation, RecordingFiles recorded, Diagnostics diagnostics) {
        boolean failed = diagnostics.hasErrors();
        return new CompileResult(
                failed ? new TreeMap<>() : generation.sources(),
                failed ? new TreeMap<>() : generation.vectorSources(),
                failed ? new TreeMap<>() : generation.resources(),
                diagnostics.sorted(),
                recorded.opened());
    }

    /** What one call of a model costs. */
    public static CallCost cost(Model model) {
        Cost cost = Cost.of(Lower.direct(model));
        return new CallCost(cost.multiplyAdds(), Cost.of(model).workspaceBytes(), cost.stateBytes());
    }

    private static CheckResult check(Sources sources, RecordingFiles files, String path, Diagnostics diagnostics) {
        return check(sources.open(path), files, diagnostics);
    }

    private static CheckResult check(Optional<Unit> unit, RecordingFiles files, Diagnostics diagnostics) {
        List<Model> models =
                unit.map(found -> Checker.check(found, files, diagnostics)).orElse(List.of());
        return new CheckResult(
                unit.map(found -> found.syntax().file()),
                unit.map(Unit::syntax),
                models,
                diagnostics.sorted(),
                files.opened());
    }

    /**
     * Where a checked model came from.
     *
     * @param path of its file
     * @param weights a weight file that takes the place of the one the model names
     * @param bundle whether the weights travel with the class
     */
    public record ModelSource(String path, Optional<String> weights, boolean bundle) {}

    /** The values of a model's tensors; empty where there is an error. */
    public record Bound(Optional<List<float[]>> values, List<Diagnostic> diagnostics) {}
}
