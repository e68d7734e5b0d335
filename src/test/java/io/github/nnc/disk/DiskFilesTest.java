package io.github.nnc.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "cat.nn,            cat.safetensors,    cat.safetensors",
        "a/b/cat.nn,        cat.safetensors,    a/b/cat.safetensors",
        "a/b/cat.nn,        ../cat.safetensors, a/cat.safetensors",
        "a/b/cat.nn,        ./../c/./d.nn,      a/c/d.nn",
        "cat.nn,            ../blocks.nn,       ../blocks.nn",
        "../cat.nn,         ../blocks.nn,       ../../blocks.nn",
        "/net/cat.nn,       ../blocks.nn,       /blocks.nn",
        "a/cat.nn,          /net/blocks.nn,     /net/blocks.nn",
    })
    void resolvesWhatAFileNamesBesideIt(String from, String relative, String expected) {
        assertThat(new DiskFiles(folder).resolve(from, relative)).isEqualTo(expected);
    }

    @Test
    void readsBelowAndBesideItsFolder() throws IOException {
        Path below = Files.createDirectories(folder.resolve("below"));
        Files.writeString(folder.resolve("beside.nn"), "beside");
        try (SeekableByteChannel channel = new DiskFiles(below).open("../beside.nn")) {
            assertThat(channel.size()).isEqualTo(6);
        }
    }

    @Test
    void aPathThatNoFileCanHaveIsAMissingFile() {
        DiskFiles files = new DiskFiles(folder);
        assertThat(files.resolve("a/cat.nn", "b\0c")).isEqualTo("a/b\0c");
        assertThatThrownBy(() -> files.open("b\0c")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.open("missing")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aDirectoryIsNotOpened() {
        assertThatThrownBy(() -> new DiskFiles(folder).open("."))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is a directory");
    }
}
