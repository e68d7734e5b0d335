package io.github.nnc.compiler;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.emit.ClassRequest;
import io.github.nnc.emit.Emitter;
import io.github.nnc.emit.GeneratedClass;
import io.github.nnc.emit.Target;
import io.github.nnc.lower.Lower;
import io.github.nnc.lower.Thresholds;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns checked models into files. */
final class Generation {

    private final CompileRequest request;
    private final FileTree files;
    private final Diagnostics diagnostics;
    private final SortedMap<String, String> sources = new TreeMap<>();
    private final SortedMap<String, String> vectorSources = new TreeMap<>();
    private final SortedMap<String, byte[]> resources = new TreeMap<>();

    Generation(CompileRequest request, FileTree files, Diagnostics diagnostics) {
        this.request = request;
        this.files = files;
        this.diagnostics = diagnostics;
    }

    SortedMap<String, String> sources() {
        return sources;
    }

    SortedMap<String, String> vectorSources() {
        return vectorSources;
    }

    SortedMap<String, byte[]> resources() {
        return resources;
    }

    /** Adds the class of a model, or reports why there is none. */
    void add(CompileRequest.Source source, Model model) {
        boolean bundles = request.bundle()
                && (request.weights().isPresent() || model.weights().isPresent());
        if (!Limits.allow(model, bundles, diagnostics)) {
            return;
        }
        Optional<List<float[]>> weights = Optional.empty();
        if (bundles) {
            weights = WeightBinding.bind(files, source.path(), request.weights(), model, diagnostics);
            if (weights.isEmpty()) {
                return;
            }
        }
        Thresholds thresholds = request.target() == Target.VECTOR ? Thresholds.VECTORS : Thresholds.MEASURED;
        ClassRequest wanted = new ClassRequest(
                source.packageName(),
                model,
                Lower.program(model, thresholds),
                weights,
                request.resourceRoot(),
                request.target(),
                thresholds,
                request.parallel());
        Optional<GeneratedClass> generated = Emitter.emit(wanted, diagnostics);
        if (generated.isPresent()) {
            file(model, generated.get());
        }
    }

    private void file(Model model, GeneratedClass generated) {
        String other = sources.putIfAbsent(generated.path(), generated.source());
        if (other != null) {
            diagnostics.report(Diagnostic.of(
                    Code.JAVA_COLLISION,
                    model.span(),
                    "another model of this build makes the same class, `" + generated.path() + "`"));
        }
        generated.companion().ifPresent(companion -> vectorSources.put(companion.getKey(), companion.getValue()));
        resources.putAll(generated.resources());
    }
}
