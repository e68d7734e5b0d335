package io.github.nnc.maven;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileRequest.Source;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.importer.ImportedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Brings the generated files of one execution up to date. */
final class Generator {

    private final Generation generation;
    private final Function<CompileRequest, CompileResult> compiler;
    private final VectorCompiler vectorCompiler;
    private final DiagnosticReport report;
    private final Log log;
    private final Outputs outputs;

    Generator(
            Generation generation,
            Function<CompileRequest, CompileResult> compiler,
            VectorCompiler vectorCompiler,
            DiagnosticReport report,
            Log log) {
        this.generation = generation;
        this.compiler = compiler;
        this.vectorCompiler = vectorCompiler;
        this.report = report;
        this.log = log;
        this.outputs = new Outputs(generation);
    }

    /**
     * Compiles the networks if anything changed since the last run. Where there is an error nothing is touched.
     *
     * @return whether a file was written or removed
     * @throws MojoFailureException if a network has an error, or vector kernels cannot be compiled
     * @throws IOException if a file cannot be listed, read or written
     */
    boolean run() throws IOException, MojoFailureException {
        List<Source> sources = new NetworkSources(generation.files(), generation.rootPackage()).find();
        BuildState before = BuildState.read(generation.stateFile());
        if (sources.isEmpty() && before.outputs().isEmpty()) {
            log.info("No network files in " + generation.sourceFolder());
            return false;
        }
        if (isUpToDate(before, sources)) {
            log.info("Nothing to generate: " + Counted.of(sources.size(), "network file") + " unchanged");
            return false;
        }
        ImportedFiles files = report.imported(sources, generation.dimensions());
        CompileResult result = compiler.apply(new CompileRequest(
                        files,
                        sources,
                        generation.weightsPath(),
                        generation.bundle(),
                        Optional.of(generation.resourceRoot()))
                .withVectors(generation.vector())
                .withParallel(generation.parallel()));
        DiagnosticReport.failOn(report.tell(sources, result.diagnostics()));
        SortedSet<String> read = new TreeSet<>(result.filesRead());
        read.addAll(files.filesRead());
        return replace(before, result, sources, read);
    }

    private boolean isUpToDate(BuildState before, List<Source> sources) throws IOException {
        return before.digest().equals(ContentDigest.of(generation, sources, before.inputs()))
                && outputs.areIntact(before);
    }

    private boolean replace(BuildState before, CompileResult result, List<Source> sources, SortedSet<String> filesRead)
            throws IOException, MojoFailureException {
        SortedMap<Path, byte[]> files = outputs.filesOf(result, vectorCompiler.compile(result.vectorSources()));
        SortedMap<String, String> now = new TreeMap<>();
        files.forEach((file, bytes) -> now.put(generation.portable(file), ContentDigest.of(bytes)));

        // until all is written nothing is up to date, and what is half done is known to be ours
        SortedMap<String, String> both = new TreeMap<>(before.outputs());
        both.putAll(now);
        new BuildState("", new TreeSet<>(), both).write(generation.stateFile());

        int written = outputs.write(files);
        int removed = outputs.removeStale(before, now.keySet());
        String digest = ContentDigest.of(generation, sources, filesRead);
        new BuildState(digest, filesRead, now).write(generation.stateFile());
        tell(sources.size(), written, removed);
        return written + removed > 0;
    }

    private void tell(int sources, int written, int removed) {
        log.info("Compiled " + Counted.of(sources, "network file") + ": " + Counted.of(written, "file") + " written, "
                + removed + " removed");
    }
}
