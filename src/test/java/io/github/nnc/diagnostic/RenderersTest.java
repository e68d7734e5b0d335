package io.github.nnc.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderersTest {

    private static final SourceFile FILE = new SourceFile("nets/m.nn", "model m <\n  dense 10 softmax;\n>\n");
    private static final Diagnostic ERROR = Diagnostic.of(Code.WRONG_RANK, FILE.span(12, 17), "`dense` is wrong")
            .withNote("because")
            .withHelp("put `flatten` before it", new Edit(FILE.span(12, 12), "flatten; "));

    @Test
    void rendersText() {
        assertThat(TextRenderer.plain().render(ERROR)).isEqualTo("""
                        error[NN203]: `dense` is wrong
                          --> nets/m.nn:2:3
                           |
                         2 |   dense 10 softmax;
                           |   ^^^^^
                          note: because
                          help: put `flatten` before it
                        """);
    }

    @Test
    void rendersSeveralWithSummary() {
        Diagnostic other = Diagnostic.of(Code.UNEXPECTED, FILE.span(0, 5), "what");
        assertThat(TextRenderer.plain().render(List.of(ERROR, other)))
                .endsWith("   | ^^^^^\n\nerror: 2 errors\n")
                .contains("before it\n\nerror[NN010]: what\n");
        assertThat(TextRenderer.plain().render(List.of())).isEmpty();
        assertThat(TextRenderer.summary(List.of(ERROR))).isEqualTo("1 error");
    }

    @Test
    void coloursWithoutChangingText() {
        String coloured = TextRenderer.coloured().render(ERROR);
        assertThat(coloured).contains("\u001b[1;31merror[NN203]\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(TextRenderer.plain().render(ERROR));
    }

    @Test
    void marksBothEndsOfSeveralLines() {
        assertThat(lines(FILE, 8, 31))
                .containsExactly("   |", " 1 | model m <", "   |         ^", "...", " 3 | >", "   | ^");
    }

    @Test
    void marksTheEndOfFile() {
        SourceFile file = new SourceFile("m.nn", "model m <\n");
        assertThat(lines(file, 10, 10)).containsExactly("   |", " 2 |", "   | ^");
        assertThat(lines(new SourceFile("m.nn", ""), 0, 0)).containsExactly("   |", " 1 |", "   | ^");
    }

    @Test
    void showsTabsAsSpacesAndNothingThatControlsTheTerminal() {
        SourceFile file = new SourceFile("m.nn", "\tab\tc\u0000\u001b[2J");
        assertThat(lines(file, 4, 5)).containsExactly("   |", " 1 |     ab  c��[2J", "   |         ^");
    }

    @Test
    void showsWindowOfLongLine() {
        SourceFile file = new SourceFile("m.nn", "a".repeat(5000) + "bad" + "c".repeat(5000));
        List<String> lines = lines(file, 5000, 5003);
        assertThat(lines.get(1)).isEqualTo(" 1 | …" + "a".repeat(40) + "bad" + "c".repeat(77) + "…");
        assertThat(lines.get(2)).isEqualTo("   | " + " ".repeat(41) + "^^^");
        assertThat(lines(file, 0, 10_003).get(2)).isEqualTo("   | " + "^".repeat(120));
    }

    @Test
    void countsCharactersOfTwoUnitsOnce() {
        SourceFile file = new SourceFile("m.nn", "\uD83D\uDE00 b");
        assertThat(lines(file, 3, 4).get(2)).isEqualTo("   |   ^");
        assertThat(lines(file, 0, 2).get(2)).isEqualTo("   | ^");
    }

    @Test
    void widensTheGutter() {
        SourceFile file = new SourceFile("m.nn", "\n".repeat(99) + "x");
        assertThat(TextRenderer.plain().render(Diagnostic.of(Code.UNEXPECTED, file.span(99, 100), "what")))
                .isEqualTo("error[NN010]: what\n    --> m.nn:100:1\n     |\n 100 | x\n     | ^\n");
    }

    @Test
    void rendersOneLineForMaven() {
        assertThat(MavenRenderer.render(ERROR))
                .isEqualTo("nets/m.nn:[2,3] NN203: `dense` is wrong\n  note: because\n  help: put `flatten` before it");
    }

    @Test
    void rendersJson() {
        assertThat(JsonRenderer.render(List.of(ERROR))).isEqualTo("""
                        {
                          "version" : 1,
                          "errors" : 1,
                          "warnings" : 0,
                          "diagnostics" : [
                            {
                              "code" : "NN203",
                              "severity" : "error",
                              "message" : "`dense` is wrong",
                              "file" : "nets/m.nn",
                              "start" : {
                                "line" : 2,
                                "column" : 3
                              },
                              "end" : {
                                "line" : 2,
                                "column" : 8
                              },
                              "notes" : [
                                "because"
                              ],
                              "helps" : [
                                {
                                  "text" : "put `flatten` before it",
                                  "edits" : [
                                    {
                                      "file" : "nets/m.nn",
                                      "start" : {
                                        "line" : 2,
                                        "column" : 3
                                      },
                                      "end" : {
                                        "line" : 2,
                                        "column" : 3
                                      },
                                      "replacement" : "flatten; "
                                    }
                                  ]
                                }
                              ]
                            }
                          ]
                        }
                        """);
        assertThat(JsonRenderer.render(List.of())).contains("\"diagnostics\" : [ ]");
    }

    private static List<String> lines(SourceFile file, int start, int end) {
        Diagnostic diagnostic = Diagnostic.of(Code.UNEXPECTED, file.span(start, end), "what");
        return TextRenderer.plain().render(diagnostic).lines().skip(2).toList();
    }
}
