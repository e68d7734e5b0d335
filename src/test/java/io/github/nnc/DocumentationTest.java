package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.TextRenderer;
import io.github.nnc.testing.FilesInMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documentation shows as a network is one. */
class DocumentationTest {

    private static final Pattern CODE = Pattern.compile("(?:(?: {4}.*)?\n)+");
    private static final Pattern MODEL = Pattern.compile("(?m)^model \\w+ <");

    @ParameterizedTest
    @CsvSource({"README.md, 3", "src/site/markdown/language.md, 6"})
    void everyNetworkCompilesAsItStands(Path page, int atLeast) throws IOException {
        List<String> networks = networks(Files.readString(page));
        assertThat(networks).hasSizeGreaterThanOrEqualTo(atLeast);
        for (String text : networks) {
            CheckResult result = Compiler.check(FilesInMemory.ofTexts(Map.of("page.nn", text)), "page.nn");
            assertThat(result.diagnostics())
                    .as(TextRenderer.plain().render(result.diagnostics()))
                    .isEmpty();
        }
    }

    /** The indented parts of a page that hold a whole model. */
    private static List<String> networks(String page) {
        List<String> networks = new ArrayList<>();
        CODE.matcher(page)
                .results()
                .map(MatchResult::group)
                .map(code -> code.stripTrailing().stripIndent())
                .filter(code -> MODEL.matcher(code).find())
                .forEach(networks::add);
        return networks;
    }
}
