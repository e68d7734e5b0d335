package io.github.nnc.diagnostic;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the diagnostics of one compilation; belongs to one thread. */
public final class Diagnostics {

    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
                    (Diagnostic d) -> d.span().file().path())
            .thenComparing(d -> d.span().start())
            .thenComparing(d -> d.span().end())
            .thenComparing(d -> d.code().id())
            .thenComparing(Diagnostic::message);

    private final Set<Diagnostic> reported = new LinkedHashSet<>();

    /** Adds a diagnostic; one that was reported before is not repeated. */
    public void report(Diagnostic diagnostic) {
        reported.add(diagnostic);
    }

    public boolean hasErrors() {
        return reported.stream().anyMatch(Diagnostic::isError);
    }

    /** All diagnostics by file and place. */
    public List<Diagnostic> sorted() {
        return reported.stream().sorted(BY_PLACE).toList();
    }
}
