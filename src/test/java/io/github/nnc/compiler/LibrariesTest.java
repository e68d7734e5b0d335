package io.github.nnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.format.Formatter;
import io.github.nnc.parser.Parser;
import io.github.nnc.syntax.SourceUnit;
import io.github.nnc.testing.FilesInMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that ship with the compiler. */
class LibrariesTest {

    static List<String> names() {
        return Libraries.NAMES;
    }

    @Test
    void everyFileIsListed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/nnc"))) {
            assertThat(files.map(file -> "nnc." + file.getFileName().toString().replace(".nn", "")))
                    .containsExactlyInAnyOrderElementsOf(Libraries.NAMES);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasNoMistakeAndTheFormThatFmtGives(String name) {
        Diagnostics diagnostics = new Diagnostics();
        SourceUnit syntax = Parser.parse(Libraries.open(name), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        assertThat(Formatter.format(syntax)).isEqualTo(syntax.file().text());
        CheckResult alone = Compiler.check(
                FilesInMemory.ofTexts(Map.of("m.nn", syntax.file().text())), "m.nn");
        assertThat(alone.diagnostics()).isEmpty();
    }

    @Test
    void isNoFileOfTheUser() {
        CheckResult result = Compiler.check(
                FilesInMemory.ofTexts(
                        Map.of("m.nn", "import nnc.transformer; model m < input 2x4; feed_forward 8 gelu >")),
                "m.nn");
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.filesRead()).containsExactly("m.nn");
        assertThat(result.models().get(0).parameters()).isEqualTo(4 * 8 + 8 + 8 * 4 + 4);
    }
}
