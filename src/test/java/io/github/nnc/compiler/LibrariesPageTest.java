package io.github.nnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.parser.Parser;
import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.testing.Golden;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the libraries says what their files say. */
class LibrariesPageTest {

    private static final String HEAD = """
        # Libraries

        Made from the libraries that ship with the compiler. `import nnc.resnet;` at the head of a file makes the
        blocks of one known; their parameters and the names of their weights are those of the PyTorch modules that
        they stand for.

        """;

    @Test
    void isMadeFromTheLibraries() {
        StringBuilder page = new StringBuilder(HEAD);
        Libraries.NAMES.forEach(name -> page.append(section(name)));
        Golden.check(Path.of("src/site/markdown/libraries.md"), page.toString());
    }

    private static String section(String name) {
        SourceFile file = Libraries.open(name);
        StringBuilder section = new StringBuilder("## `" + name + "`\n\n");
        section.append(file.text()
                .lines()
                .takeWhile(line -> line.startsWith("//"))
                .map(line -> line.substring(2).strip())
                .collect(Collectors.joining("\n")));
        section.append("\n\n");
        for (Declaration declaration : Parser.parse(file, new Diagnostics()).declarations()) {
            if (declaration instanceof Declaration.Block block) {
                assertThat(block.documentation()).as(block.name().text()).isPresent();
                String head = block.span().text();
                section.append("### `").append(block.name().text()).append("`\n\n");
                section.append(block.documentation().get()).append("\n\n");
                section.append("    ")
                        .append(head.substring(0, head.indexOf('<')).strip().replaceAll("\\s+", " "))
                        .append("\n\n");
            }
        }
        return section.toString();
    }
}
