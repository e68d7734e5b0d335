package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that stand in files beside the tests; the environment variable UPDATE_GOLDENS=1 writes them anew. */
public final class Golden {

    private Golden() {}

    public static void check(Path file, String actual) {
        try {
            if ("1".equals(System.getenv("UPDATE_GOLDENS"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(file).as("golden file; UPDATE_GOLDENS=1 writes it").exists();
            assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks a file up to a line, and keeps what is from there on. */
    public static void checkBefore(Path file, String line, String actual) {
        try {
            String whole = Files.exists(file) ? Files.readString(file) : "";
            int end = whole.indexOf(line);
            check(file, actual + (end < 0 ? "" : whole.substring(end)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
