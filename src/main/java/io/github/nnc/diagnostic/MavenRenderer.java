package io.github.nnc.diagnostic;

import io.github.nnc.source.Position;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Diagnostics in the form in which the Maven compiler plugin prints its own, which IDEs turn into links. */
public final class MavenRenderer {

    private MavenRenderer() {}

    /** {@code file:[line,column] message}, without a line break at the end; notes and helps on lines of their own. */
    public static String render(Diagnostic diagnostic) {
        return render(diagnostic, diagnostic.span().file().path());
    }

    /** As {@link #render(Diagnostic)}, for a file that is known to the reader by another path. */
    public static String render(Diagnostic diagnostic, String path) {
        Position at = diagnostic.span().startPosition();
        String place = path + ":[" + at.line() + "," + at.column() + "]";
        return Stream.of(
                        Stream.of(place + " " + diagnostic.code().id() + ": " + diagnostic.message()),
                        diagnostic.notes().stream().map(note -> "  note: " + note),
                        diagnostic.helps().stream().map(help -> "  help: " + help.text()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
