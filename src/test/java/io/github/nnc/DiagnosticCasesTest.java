package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.diagnostic.Help;
import io.github.nnc.diagnostic.TextRenderer;
import io.github.nnc.source.SourceFile;
import io.github.nnc.testing.CaseFile;
import io.github.nnc.testing.Fixes;
import io.github.nnc.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in {@code src/test/cases} gives exactly the diagnostics that its markers announce, and its helps help. */
class DiagnosticCasesTest {

    static List<CaseFile> cases() {
        return CaseFile.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void reportsWhatItsMarkersSay(CaseFile file) {
        List<Diagnostic> diagnostics = file.diagnostics();
        assertThat(diagnostics.stream().map(file::found)).containsExactlyInAnyOrderElementsOf(file.expected());
        Golden.check(file.golden(), TextRenderer.plain().render(diagnostics));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void helpsRemoveWhatTheyHelpAgainst(CaseFile file, @TempDir Path folder) throws IOException {
        List<Diagnostic> before = file.diagnostics();
        int attempt = 0;
        for (Diagnostic diagnostic : before) {
            for (Help help : diagnostic.helps()) {
                if (!help.edits().isEmpty()) {
                    Path copy = Files.createDirectory(folder.resolve(Integer.toString(attempt++)));
                    check(file.copyTo(copy), before, diagnostic, help);
                }
            }
        }
    }

    private static void check(CaseFile copy, List<Diagnostic> before, Diagnostic diagnostic, Help help) {
        Map<SourceFile, List<Edit>> edits = help.edits().stream()
                .collect(Collectors.groupingBy(edit -> edit.span().file()));
        edits.forEach((source, some) -> copy.write(source.path(), Fixes.apply(source.text(), some)));
        List<Diagnostic> after = copy.diagnostics();
        String what = "after \"" + help.text() + "\" against " + copy.found(diagnostic);
        SourceFile source = diagnostic.span().file();
        int moved = Fixes.moved(diagnostic.span().start(), edits.getOrDefault(source, List.of()));
        assertThat(after)
                .as(what)
                .noneMatch(left -> left.code() == diagnostic.code()
                        && left.span().file().path().equals(source.path())
                        && left.span().start() == moved);
        assertThat(errors(before)).as(what).containsAll(errors(after));
        if (before.stream().filter(Diagnostic::isError).count() == 1 && diagnostic.isError()) {
            assertThat(after).as(what).noneMatch(Diagnostic::isError);
        }
    }

    private static Set<String> errors(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(diagnostic -> diagnostic.code().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void hasNoOrphanedGoldens() throws IOException {
        Set<Path> goldens = cases().stream().map(CaseFile::golden).collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(Path.of("src/test/cases"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".err"))).allMatch(goldens::contains);
        }
    }
}
