package io.github.nnc.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWriterTest {

    @TempDir
    Path directory;

    @Test
    void createsDirectoriesAndReplaces() throws IOException {
        Path file = directory.resolve("a/b/c.txt");
        FileWriter.write(file, new byte[] {1});
        FileWriter.write(file, new byte[] {2, 3});

        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(names()).containsExactlyInAnyOrder("a", "b", "c.txt");
    }

    @Test
    void oneFailureLeavesNothing() throws IOException {
        Files.createDirectory(directory.resolve("taken"));
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        contents.put(directory.resolve("new/first.txt"), new byte[] {1});
        contents.put(directory.resolve("taken"), new byte[] {2});

        assertThatThrownBy(() -> FileWriter.write(contents)).hasMessageContaining("it is a directory");
        assertThat(names()).containsExactly("taken");
    }

    @Test
    void filesGetTheUsualPermissions() throws IOException {
        Path written = directory.resolve("written");
        FileWriter.write(written, new byte[0]);
        Path usual = Files.createFile(directory.resolve("usual"));

        assertThat(Files.getPosixFilePermissions(written)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.skip(1).map(path -> path.getFileName().toString()).toList().stream();
        }
    }
}
