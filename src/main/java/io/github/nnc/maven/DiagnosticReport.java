package io.github.nnc.maven;

import io.github.nnc.compiler.CompileRequest.Source;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.diagnostic.MavenRenderer;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.importer.ImportedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Tells diagnostics the way in which javac's reach Maven's users and their IDEs: {@code file:[line,column] message}. */
final class DiagnosticReport {

    private final DiskFiles files;
    private final Log log;
    private final Markers markers;

    DiagnosticReport(DiskFiles files, Log log, Markers markers) {
        this.files = files;
        this.log = log;
        this.markers = markers;
    }

    /**
     * Logs all of them.
     *
     * @param checked the files that were checked, whose old markers are void
     * @return how many are errors
     */
    int tell(List<Source> checked, List<Diagnostic> diagnostics) {
        for (Source source : checked) {
            markers.clear(files.toPath(source.path()));
        }
        int errors = 0;
        for (Diagnostic diagnostic : diagnostics) {
            boolean shipped = diagnostic.span().file().isShipped();
            Path file = placeOf(diagnostic);
            String text =
                    shipped ? MavenRenderer.render(diagnostic) : MavenRenderer.render(diagnostic, file.toString());
            if (diagnostic.isError()) {
                log.error(text);
                errors++;
            } else {
                log.warn(text);
            }
            if (!shipped) {
                markers.mark(file, diagnostic);
            }
        }
        return errors;
    }

    /**
     * The files with those of ONNX read as text.
     *
     * @param dimensions how long dimensions are that have a name in one of the files
     * @throws MojoFailureException if one of these cannot be imported
     */
    ImportedFiles imported(List<Source> sources, Map<String, ImportRequest.Bounds> dimensions)
            throws MojoFailureException {
        Diagnostics importing = new Diagnostics();
        ImportedFiles imported =
                ImportedFiles.of(files, sources.stream().map(Source::path).toList(), dimensions, importing);
        failOn(tell(List.of(), importing.sorted()));
        return imported;
    }

    /** Fails the build once, for all errors of all files. */
    static void failOn(int errors) throws MojoFailureException {
        if (errors > 0) {
            throw new MojoFailureException(errors == 1 ? "1 error in a network" : errors + " errors in networks");
        }
    }

    private Path placeOf(Diagnostic diagnostic) {
        return files.toPath(diagnostic.span().file().path()).normalize();
    }
}
