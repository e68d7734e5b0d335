package io.github.nnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see: the commands of every folder in {@code src/test/cases/cli} give its transcript. */
class CliCasesTest {

    private static final Path CASES = Path.of("src/test/cases/cli");

    static List<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesItsTranscript(String name, @TempDir Path directory) throws IOException {
        Path folder = CASES.resolve(name);
        copy(Path.of("samples"), directory.resolve("samples"));
        copy(folder, directory);
        Files.delete(directory.resolve("commands"));
        Files.deleteIfExists(directory.resolve("transcript"));
        Transcript transcript = new Transcript(directory);
        Files.readAllLines(folder.resolve("commands")).forEach(transcript::run);
        assertThat(transcript.text()).doesNotContain("\tat ", "Exception", "bug in nnc");
        Golden.check(folder.resolve("transcript"), transcript.text());
    }

    /** A folder without commands is what a renamed case leaves behind. */
    @Test
    void hasNoOrphans() throws IOException {
        for (String name : cases()) {
            assertThat(CASES.resolve(name).resolve("commands")).isNotEmptyFile();
        }
        try (Stream<Path> files = Files.list(CASES)) {
            assertThat(files).allMatch(Files::isDirectory);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
