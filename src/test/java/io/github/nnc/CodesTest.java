package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.TextRenderer;
import io.github.nnc.graph.BrokenModel;
import io.github.nnc.testing.CaseFile;
import io.github.nnc.testing.Golden;
import io.github.nnc.testing.Markers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue of codes: each is shown by a case, and the page of the site shows all of them. */
class CodesTest {

    private static final Path PAGE = Path.of("src/site/markdown/codes.md");

    /** What no `.nn` file of reasonable size can show; each is tested where it is reported. */
    private static final Set<Code> WITHOUT_CASE = Set.of(
            Code.FILE_TOO_LARGE,
            Code.ONNX_UNSUPPORTED,
            Code.ONNX_OPEN_DIMENSION,
            Code.ONNX_NO_SUCH_INPUT,
            Code.ONNX_NO_SUCH_DIMENSION,
            Code.TENSOR_BY_EXAMPLE);

    private static final int LONGEST_EXAMPLE = 1000;

    private static final Map<Character, String> AREAS = Map.of(
            '0', "Text and syntax",
            '1', "Names and arguments",
            '2', "Shapes",
            '3', "Structure",
            '4', "Weights",
            '5', "Generated code",
            '6', "ONNX files");

    @Test
    void everyCodeHasACase() {
        Map<Code, CaseFile> examples = examples();
        Map<Code, Diagnostic> models = ofModels();
        assertThat(Arrays.stream(Code.values())
                        .filter(code -> !examples.containsKey(code)
                                && !models.containsKey(code)
                                && !WITHOUT_CASE.contains(code)))
                .isEmpty();
    }

    @Test
    void codesAreNumberedOnceAndInOrder() {
        List<String> ids = Arrays.stream(Code.values()).map(Code::id).toList();
        assertThat(ids).doesNotHaveDuplicates().isSorted().allMatch(id -> id.matches("NN[0-6][0-9]{2}"));
    }

    @Test
    void titlesAndExplanationsAreSentences() {
        for (Code code : Code.values()) {
            assertThat(code.title()).as(code.id()).matches("(?s)[A-Z`].*[^.]");
            assertThat(code.explanation()).as(code.id()).matches("(?s)[A-Z`].*\\.");
        }
    }

    @Test
    void thePageShowsEveryCode(@TempDir Path folder) throws IOException {
        Map<Code, CaseFile> examples = examples();
        Map<Code, Diagnostic> models = ofModels();
        StringBuilder page = new StringBuilder("""
            # Diagnostics

            Every error and every warning has a code that keeps its meaning for ever. This page is made from the
            catalogue in the compiler and from the cases of its tests.
            """);
        char area = ' ';
        for (Code code : Code.values()) {
            if (code.id().charAt(2) != area) {
                area = code.id().charAt(2);
                page.append("\n## ").append(AREAS.get(area)).append('\n');
            }
            page.append("\n### ")
                    .append(code.id())
                    .append(": ")
                    .append(code.title())
                    .append("\n\n");
            String severity = code.severity().name().toLowerCase(Locale.ROOT);
            page.append("*")
                    .append(severity)
                    .append(".* ")
                    .append(code.explanation())
                    .append('\n');
            if (examples.containsKey(code)) {
                page.append(example(code, examples.get(code), Files.createDirectory(folder.resolve(code.id()))));
            } else if (models.containsKey(code)) {
                page.append(fenced(TextRenderer.plain().render(models.get(code))));
            }
        }
        Golden.check(PAGE, page.toString());
    }

    /** What is said of ONNX files; they are no text that could be shown. */
    private static Map<Code, Diagnostic> ofModels() {
        Map<Code, Diagnostic> first = new EnumMap<>(Code.class);
        BrokenModel.all().stream()
                .flatMap(model -> model.diagnostics().stream())
                .forEach(diagnostic -> first.putIfAbsent(diagnostic.code(), diagnostic));
        return first;
    }

    // without its markers, which are for the tests
    private static String example(Code code, CaseFile file, Path folder) {
        CaseFile copy = file.copyTo(folder);
        String text = Markers.without(file.text());
        copy.write(file.path(), text);
        Diagnostic shown = copy.diagnostics().stream()
                .filter(diagnostic -> diagnostic.code() == code)
                .findFirst()
                .orElseThrow();
        String source = text.length() > LONGEST_EXAMPLE ? "" : fenced(text);
        return source + fenced(TextRenderer.plain().render(shown));
    }

    // what cannot be printed has a picture in Unicode
    private static String fenced(String text) {
        return "\n```\n" + text.replace('\u0001', '\u2401') + "```\n";
    }

    private record Shown(CaseFile file, List<Diagnostic> diagnostics) {

        private long codes() {
            return diagnostics.stream().map(Diagnostic::code).distinct().count();
        }
    }

    /** For each code the shortest case that shows it; one that shows nothing else is better still. */
    private static Map<Code, CaseFile> examples() {
        Map<Code, CaseFile> best = new EnumMap<>(Code.class);
        CaseFile.all().stream()
                .map(file -> new Shown(file, file.diagnostics()))
                .sorted(Comparator.comparingLong(Shown::codes)
                        .thenComparing(shown -> shown.file().text().length())
                        .thenComparing(shown -> shown.file().path()))
                .forEach(shown -> shown.diagnostics().forEach(found -> best.putIfAbsent(found.code(), shown.file())));
        return best;
    }
}
