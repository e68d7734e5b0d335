package io.github.nnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.inmemory.MemoryCompiler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of the documentation work as they stand and print what is shown below them. */
class ReadmeTest {

    private static final Pattern COMMAND =
            Pattern.compile("(?m)^ {4}.*java -jar target/nnc\\.jar ([a-z]+ samples/.*)$");
    private static final Pattern NEXT_CODE = Pattern.compile("(?m)^\n((?: {4}.*\n|\n(?= {4}))+)");

    @Test
    void printsWhatTheReadmeShows() throws IOException {
        String page = Files.readString(Path.of("README.md"));
        List<MatchResult> commands = COMMAND.matcher(page).results().toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(2);
        for (MatchResult command : commands) {
            List<String> shown = NEXT_CODE
                    .matcher(page.substring(command.end()))
                    .results()
                    .map(code -> code.group(1).stripTrailing().stripIndent())
                    .limit(1)
                    .toList();
            assertThat(shown).as(command.group(1)).hasSize(1);
            assertThat(output(command.group(1))).contains(shown.get(0) + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"README.md, 2", "samples/README.md, 4"})
    void everyCommandSucceeds(Path page, int atLeast) throws IOException {
        List<String> commands = new ArrayList<>();
        COMMAND.matcher(Files.readString(page)).results().forEach(match -> commands.add(match.group(1)));
        assertThat(commands).hasSizeGreaterThanOrEqualTo(atLeast);
        for (String command : commands) {
            assertThat(output(command)).as(command).isNotBlank();
        }
    }

    private static String output(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(Path.of(""), stream(out), stream(err), false, MemoryCompiler::ofThisRuntime);
        int exitCode = Main.run(shell, command.split(" "));
        assertThat(err.toString(StandardCharsets.UTF_8)).as(command).isEmpty();
        assertThat(exitCode).as(command).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
