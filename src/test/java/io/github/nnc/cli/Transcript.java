package io.github.nnc.cli;

import io.github.nnc.inmemory.MemoryCompiler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Calls of the command line in a folder, and what came of them: {@code $} the command, {@code >} a line of output,
 * {@code !} a line of complaint, the exit code unless it is 0, and each file that was written, with its size (a class's
 * is the matter of other tests) or its text. Arguments are separated by spaces; words in brackets before them tell about
 * the process: {@code [terminal jre]}.
 */
final class Transcript {

    private final Path directory;
    private final StringBuilder text = new StringBuilder();

    Transcript(Path directory) {
        this.directory = directory;
    }

    String text() {
        return text.toString();
    }

    void run(String command) {
        String surroundings = command.startsWith("[") ? command.substring(1, command.indexOf(']')) : "";
        String call = command.substring(command.indexOf(']') + 1).strip();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Set<String> words = Set.of(surroundings.split(" "));
        Shell shell = new Shell(
                directory,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                words.contains("terminal"),
                () -> words.contains("jre") ? Optional.empty() : MemoryCompiler.ofThisRuntime());
        Map<Path, byte[]> before = contents();
        String arguments = call.substring("nnc".length()).strip();
        int exitCode = Main.run(shell, arguments.isEmpty() ? new String[0] : arguments.split(" +"));
        text.append("$ ").append(command).append('\n');
        lines("> ", out.toString(StandardCharsets.UTF_8));
        lines("! ", err.toString(StandardCharsets.UTF_8));
        if (exitCode != 0) {
            text.append("exit ").append(exitCode).append('\n');
        }
        written(before, contents());
        text.append('\n');
    }

    private void written(Map<Path, byte[]> before, Map<Path, byte[]> after) {
        Set<Path> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (Path path : paths) {
            String name = directory.relativize(path).toString().replace('\\', '/');
            byte[] content = after.get(path);
            if (content == null) {
                text.append("removed ").append(name).append('\n');
            } else if (!Arrays.equals(before.get(path), content)) {
                text.append(before.containsKey(path) ? "changed " : "wrote ")
                        .append(name)
                        .append(name.endsWith(".java") ? "" : ", " + content.length + " bytes")
                        .append('\n');
                if (name.endsWith(".csv") || name.endsWith(".nn")) {
                    lines("| ", new String(content, StandardCharsets.UTF_8));
                }
            }
        }
    }

    private Map<Path, byte[]> contents() {
        Map<Path, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** Lines behind a mark, the escape character made visible. */
    private void lines(String mark, String content) {
        if (content.isEmpty()) {
            return;
        }
        String visible = content.replace("\u001b", "\\e");
        boolean complete = visible.endsWith("\n");
        for (String line : (complete ? visible.substring(0, visible.length() - 1) : visible).split("\n", -1)) {
            text.append((mark + line).stripTrailing()).append('\n');
        }
        text.append(complete ? "" : "(no end of line)\n");
    }
}
