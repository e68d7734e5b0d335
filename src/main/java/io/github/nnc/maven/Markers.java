package io.github.nnc.maven;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.source.Position;
import java.nio.file.Path;
import org.codehaus.plexus.build.BuildContext;

/** What an IDE that runs the build inside itself wants to know: where errors are, and which folders changed. */
final class Markers {

    private final BuildContext context;

    Markers(BuildContext context) {
        this.context = context;
    }

    /** Marks a place in the editor. On the command line the context would print what the log has printed already. */
    void mark(Path file, Diagnostic diagnostic) {
        if (context.isIncremental()) {
            Position at = diagnostic.span().startPosition();
            int severity = diagnostic.isError() ? BuildContext.SEVERITY_ERROR : BuildContext.SEVERITY_WARNING;
            context.addMessage(file.toFile(), at.line(), at.column(), diagnostic.message(), severity, null);
        }
    }

    void clear(Path file) {
        context.removeMessages(file.toFile());
    }

    void refresh(Path folder) {
        context.refresh(folder.toFile());
    }
}
