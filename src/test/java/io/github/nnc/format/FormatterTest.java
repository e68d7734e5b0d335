package io.github.nnc.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.parser.Parser;
import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.SourceUnit;
import io.github.nnc.testing.Golden;
import io.github.nnc.testing.RandomSource;
import io.github.nnc.testing.SyntaxText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterTest {

    @Test
    void keepsCanonicalForm() {
        String text = """
                /** A remark. */
                import "blocks.nn";
                const n = ..512, 3;

                block path(w, stride = 1) <
                  conv1: conv w 1 bias=false; bn1: batchnorm relu;

                  // the second
                  conv (4 * w) 3 stride=stride; // trailing
                  add < path w | downsample: < conv (4 * w) 1; batchnorm > | >;
                >
                block keep(w) < residual < path w >; relu >
                block none < >
                // the end
                """;
        assertThat(format(text)).isEqualTo(text);
    }

    @Test
    void separatesByOneSpace() {
        assertThat(format("model   m<input 3;a :dense  4   bias = false;labels a ,b;repeat k = 1 , 2<relu>>"))
                .isEqualTo("model m < input 3; a: dense 4 bias=false; labels a, b; repeat k=1,2 < relu > >\n");
    }

    @Test
    void spacesFormulas() {
        assertThat(format(
                        "const n=(4*w-(1+2)*3);const m=(n x 1..2*n x ..5);const k=(-(a-(b-c))/(d*e));const r = ((a));"))
                .isEqualTo("""
                        const n = (4 * w - (1 + 2) * 3);
                        const m = (n x 1..2 * n x ..5);
                        const k = (-(a - (b - c)) / (d * e));
                        const r = (a);
                        """);
    }

    @Test
    void opensBodiesOfSeveralLines() {
        assertThat(format("model m < input 3; dense 4;\n  add < dense 2; relu\n| | dense 3 >; softmax >"))
                .isEqualTo("""
                        model m <
                          input 3; dense 4;
                          add <
                            dense 2; relu;
                          |
                          | dense 3;
                          >; softmax;
                        >
                        """);
    }

    @Test
    void breaksLongLines() {
        String text = format("model m < labels " + "abcdefgh, ".repeat(20) + "z; dense 4; repeat k=" + "100,".repeat(40)
                + "1 < dense 128 relu bias=false; dense 128 relu bias=false; dense 128 relu > >");
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        assertThat(text)
                .startsWith("model m <\n  labels abcdefgh, ")
                .contains("abcdefgh,\n      abcdefgh, ")
                .contains("100,\n      100,")
                .endsWith("\n    dense 128 relu bias=false; dense 128 relu bias=false; dense 128 relu;\n  >;\n>\n");
        assertThat(format(text)).isEqualTo(text);
    }

    @Test
    void keepsCommentsInTheirPlaces() {
        String text = """
                model m < // of m

                  // first
                  input 3; /* three */ dense 4;


                  conv 16 // channels
                      3; // kernel
                  /*
                   * moved
                   */
                  add < dense 2 /* a */ | relu >; // end
                  // last
                >
                """;
        assertThat(format(text)).isEqualTo("""
                        model m < // of m

                          // first
                          input 3; /* three */ dense 4;

                          conv 16 // channels
                              3; // kernel
                          /*
                           * moved
                           */
                          add <
                            dense 2; /* a */
                          | relu;
                          >; // end
                          // last
                        >
                        """);
    }

    @Test
    void keepsDocCommentsWhereTheySay() {
        assertThat(format("model m < dense 4 /** not of input */ ; input 3 >"))
                .isEqualTo("model m <\n  dense 4 /** not of input */; input 3;\n>\n");
    }

    @Test
    void movesTheLinesOfDocComments() {
        assertThat(format("model m <\n      /**\n       * A city.\n       */\n      input 3;\n>"))
                .isEqualTo("model m <\n  /**\n   * A city.\n   */\n  input 3;\n>\n");
    }

    @Test
    void takesFilesWithoutDeclarations() {
        assertThat(format("")).isEmpty();
        assertThat(format("\r\n  \n")).isEmpty();
        assertThat(format("\uFEFF// alone  \r\n")).isEqualTo("// alone\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "resnet50", "unet", "bert", "siamese", "silero_vad", "wavenet"})
    void formatsTheExamplesOfTheLanguage(String name) throws IOException {
        Path folder = Path.of("src/test/resources/language");
        String text = Files.readString(folder.resolve(name + ".nn"));
        check(text);
        Golden.check(folder.resolve(name + ".formatted"), format(text));
    }

    @Test
    void formatsRandomSources() {
        for (int seed = 0; seed < 3000; seed++) {
            check(RandomSource.write(seed));
        }
    }

    private static void check(String text) {
        SourceUnit unit = parse(text);
        String formatted = Formatter.format(unit);
        SourceUnit again = parse(formatted);
        assertThat(SyntaxText.of(again)).as(text + "\n---\n" + formatted).isEqualTo(SyntaxText.of(unit));
        assertThat(comments(again)).as(text + "\n---\n" + formatted).isEqualTo(comments(unit));
        assertThat(Formatter.format(again)).as(text).isEqualTo(formatted);
        assertThat(formatted).doesNotContain(" \n").doesNotContain("\r").doesNotContain("\n\n\n");
    }

    private static List<String> comments(SourceUnit unit) {
        return unit.comments().stream()
                .map(comment -> comment.span().text().replaceAll("\\s+", " ").strip())
                .toList();
    }

    private static String format(String text) {
        return Formatter.format(parse(text));
    }

    private static SourceUnit parse(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceUnit unit = Parser.parse(new SourceFile("test.nn", text), diagnostics);
        assertThat(diagnostics.sorted()).as(text).isEmpty();
        return unit;
    }
}
