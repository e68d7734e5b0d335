package io.github.nnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.testing.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs read of the command line, and that nothing colours it for them. */
class MachineOutputTest {

    private static final String BROKEN = "src/test/cases/cli/check/broken.nn";
    private static final String LESSON = "src/test/cases/cli/summary/lesson.nn";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check samples/cat_dog.nn --format=json",
                "check " + BROKEN + " --format=json",
                "check " + BROKEN + " --format=json --color=always",
                "check nowhere.nn --format=json",
                "compile " + BROKEN + " -d nowhere --format=json",
                "summary samples/digits.nn --format=json",
                "summary " + LESSON + " --format=json"
            })
    void jsonIsOneValue(String command) throws IOException {
        assertThat(Json.parse(output(command)).value()).isNotNull();
    }

    /** The colours of a process follow its environment. */
    @Test
    void honoursNoColor(@TempDir Path directory) throws Exception {
        Map<String, String> forced = Map.of("CLICOLOR_FORCE", "1");
        Map<String, String> forbidden = Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1");
        assertThat(process(directory, forced)).contains("\u001b[");
        assertThat(process(directory, forbidden)).contains("error").doesNotContain("\u001b");
        assertThat(process(directory, Map.of())).contains("error").doesNotContain("\u001b");
    }

    private static String process(Path directory, Map<String, String> environment) throws Exception {
        Path log = directory.resolve("log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "check", BROKEN))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(List.of("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"));
        builder.environment().putAll(environment);
        assertThat(builder.start().waitFor()).isEqualTo(Failure.INPUT);
        return Files.readString(log);
    }

    private static String output(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        Main.run(new Shell(Path.of(""), stream, err, false, MemoryCompiler::ofThisRuntime), command.split(" "));
        return out.toString(StandardCharsets.UTF_8);
    }
}
