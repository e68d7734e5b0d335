package io.github.nnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.inmemory.MemoryCompiler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with more values on its way than one Java method can return. */
class DeepTraceTest {

    @TempDir
    private Path directory;

    @Test
    void allValuesAreTraced() throws IOException {
        Files.writeString(directory.resolve("deep.nn"), "model deep < input 2; repeat 150 < dense 2 tanh > >");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(directory, stream(out), stream(err), false, MemoryCompiler::ofThisRuntime);

        int exitCode = Main.run(shell, "trace", "deep.nn", "--seed", "1", "0.5", "-0.5");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\ndense1: dense 2 tanh\n", "\ndense150: dense 2 tanh\n");
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
