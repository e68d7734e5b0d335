package io.github.nnc.cli;

import io.github.nnc.inmemory.MemoryCompiler;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The process as a command sees it; a test passes another one.
 *
 * @param directory where relative paths start
 * @param out UTF-8 on every system
 * @param terminal whether somebody reads along who wants colours
 * @param javac the compiler of the Java runtime, where it has one
 */
record Shell(
        Path directory, PrintStream out, PrintStream err, boolean terminal, Supplier<Optional<MemoryCompiler>> javac) {

    static Shell ofProcess() {
        return new Shell(
                Path.of(""),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                CommandLine.Help.Ansi.AUTO.enabled(),
                MemoryCompiler::ofThisRuntime);
    }

    /** The place of a path as the user wrote it. */
    Path path(String written) {
        return directory.resolve(relative(written));
    }

    /** A path as the user wrote it, relative to the directory unless it is absolute. */
    Path relative(String written) {
        try {
            return Path.of(written);
        } catch (InvalidPathException e) {
            throw Failure.usage("`" + written + "` is not a path: " + e.getReason());
        }
    }

    void print(String text) {
        out.print(text);
        out.flush();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
