package io.github.nnc.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.diagnostic.TextRenderer;
import io.github.nnc.source.SourceFile;
import io.github.nnc.testing.RandomSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text is, diagnostics come soon and nothing is thrown. */
class HostileInputTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int MIB = 1 << 20;

    // the limits are about the text, not about loading classes
    @BeforeAll
    static void loadClasses() {
        parse("model m < input 3; dense (2 * 4) $ >");
    }

    @Test
    void refusesFilesAboveTheLimit() {
        assertThat(codes("a".repeat(10 << 20))).containsExactly(Code.FILE_TOO_LARGE);
        assertThat(codes("é".repeat(MIB / 2 + 1))).containsExactly(Code.FILE_TOO_LARGE);
        assertThat(codes("// " + "é".repeat(MIB / 2 - 2))).isEmpty();
    }

    @Test
    void refusesDeepNesting() {
        assertThat(codes("model m < " + "<".repeat(10_000) + ">".repeat(10_001)))
                .containsExactly(Code.NESTED_TOO_DEEP);
        assertThat(codes("model m < " + "<".repeat(10_000))).containsExactly(Code.NESTED_TOO_DEEP);
        assertThat(codes("const n = " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + ";"))
                .containsExactly(Code.NESTED_TOO_DEEP);
        assertThat(codes("const n = " + "(-".repeat(10_000))).containsExactly(Code.NESTED_TOO_DEEP);
        assertThat(codes("const n = (1" + "+1".repeat(10_000) + ");")).containsExactly(Code.FORMULA_TOO_LONG);
    }

    @Test
    void takesWhatTheLimitsAllow() {
        assertThat(codes("model m " + "<".repeat(100) + ">".repeat(100))).isEmpty();
        assertThat(codes("const n = " + "(".repeat(100) + "1" + ")".repeat(100) + ";"))
                .isEmpty();
        assertThat(codes("const n = (1" + "+1".repeat(1000) + ");")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ",
                "a;",
                "<>",
                "< ",
                "> ",
                "a<>;",
                "|",
                "(",
                ")",
                "1+",
                "1-",
                "a-1 ",
                ".5 ",
                "3xk ",
                "\"",
                "\" ",
                "\"\\x\" ",
                "/*",
                "/**/",
                "//",
                "// \n",
                "$ ",
                "$;",
                "é",
                "é ",
                "{",
                "}\n",
                "#\n",
                "'",
                "''",
                "model ",
                "model\n",
                "model a<\n",
                "model a<>\n",
                "model a<$>\n",
                "block b(\n",
                "const a=1;\n",
                "const\n",
                "import \"\n",
                "a:",
                "a:b ",
                "a=",
                "a=1 ",
                "1,",
                "a,",
                "..",
                "1..",
                "3x",
                "x ",
                "\u0000",
                "\uD83D\uDE00",
                "\uD800",
                "\n",
                "\r",
                "\t",
                "-1 ",
                "9",
                "a.",
                "a.b ",
                "a.*.",
                "?",
                "1e",
                "(1",
                "(1);",
                "a <\n b;\n"
            })
    void readsRepetitionsInLinearTime(String piece) {
        String text = "model m <\n" + piece.repeat((MIB / 16) / piece.length());
        parse(text);
        parse(text + "\n>\n");
    }

    @Test
    void readsOneMebibyte() {
        String statement = "  dense 128 relu bias=false;\n";
        String text = "model m <\n" + statement.repeat(MIB / statement.length() - 1) + ">\n";
        // every statement of it is parsed and built, which takes longer than any refusal
        assertThat(parse(text, LIMIT.multipliedBy(5))).isEmpty();
        assertThat(codes("model m < f " + "9".repeat(MIB - 100) + " >")).containsExactly(Code.LITERAL_OUT_OF_RANGE);
        assertThat(codes("model m < f " + "3x".repeat(MIB / 2 - 100) + " >")).containsExactly(Code.MALFORMED_NUMBER);
    }

    @Test
    void readsRandomBytes() {
        for (int seed = 0; seed < 100; seed++) {
            byte[] bytes = new byte[2000];
            new Random(seed).nextBytes(bytes);
            parse(new String(bytes, StandardCharsets.ISO_8859_1));
            parse(new String(bytes, StandardCharsets.UTF_8));
            parse("model m < " + new String(bytes, StandardCharsets.UTF_16BE));
        }
    }

    @Test
    void readsRandomTokens() {
        List<String> tokens = List.of(
                "<", ">", "|", ";", ":", ",", "=", "(", ")", "+", "-", "*", "/", "..", "model", "block", "const",
                "import", "x", "a", "3", ".5", "3x3", "..4", "a.b", "\"s\"", "\"", "\n", "\n  ", "/*", "//", "$", "{");
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(60); count >= 0; count--) {
                text.append(tokens.get(random.nextInt(tokens.size()))).append(random.nextBoolean() ? " " : "");
            }
            parse(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "resnet50", "unet", "bert", "siamese", "silero_vad", "wavenet"})
    void readsEveryPrefixAndEveryText(String name) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/language", name + ".nn"));
        for (int end = 0; end < text.length(); end++) {
            parse(text.substring(0, end));
            parse(text.substring(0, end) + text.substring(end + 1));
            parse(text.substring(0, end) + "\u0000" + text.substring(end));
        }
    }

    @Test
    void changesOfValidTextNeverThrow() {
        for (int seed = 0; seed < 150; seed++) {
            String text = RandomSource.write(seed);
            Random random = new Random(seed);
            for (int change = 0; change < 10; change++) {
                int at = random.nextInt(text.length() + 1);
                int other = random.nextInt(text.length() + 1);
                parse(text.substring(0, at) + text.substring(other));
            }
        }
    }

    private static List<Code> codes(String text) {
        return parse(text).stream().map(Diagnostic::code).toList();
    }

    private static List<Diagnostic> parse(String text) {
        return parse(text, LIMIT);
    }

    // processor time, because a build machine may be busy otherwise; what never ends is stopped by the clock
    private static List<Diagnostic> parse(String text, Duration limit) {
        return assertTimeoutPreemptively(limit.multipliedBy(60), () -> {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Diagnostics diagnostics = new Diagnostics();
            Parser.parse(new SourceFile("test.nn", text), diagnostics);
            TextRenderer.plain().render(diagnostics.sorted());
            long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            assertThat(Duration.ofNanos(took)).as(text.length() + " characters").isLessThan(limit);
            return diagnostics.sorted();
        });
    }
}
