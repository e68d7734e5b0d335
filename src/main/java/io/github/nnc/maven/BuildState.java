package io.github.nnc.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an execution remembers of its last run.
 *
 * @param digest of the configuration and of everything that was read; empty while outputs are being written
 * @param inputs every file that was read, as a path of the compiler
 * @param outputs the SHA-256 of every file that was written, by portable path
 */
record BuildState(String digest, SortedSet<String> inputs, SortedMap<String, String> outputs) {

    static final BuildState NOTHING = new BuildState("", new TreeSet<>(), new TreeMap<>());

    private static final String HEADER = "nnc build state 1";

    BuildState {
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    /** The state in a file; nothing where there is none or where it is not one that this version wrote. */
    static BuildState read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return NOTHING;
        }
        return parse(Files.readString(file).lines().toList()).orElse(NOTHING);
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        text.append("digest ").append(digest).append('\n');
        for (String input : inputs) {
            text.append("input ").append(escaped(input)).append('\n');
        }
        for (Map.Entry<String, String> output : outputs.entrySet()) {
            text.append("output ").append(output.getValue()).append(' ');
            text.append(escaped(output.getKey())).append('\n');
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Optional<BuildState> parse(List<String> lines) {
        if (lines.size() < 2 || !lines.get(0).equals(HEADER) || !lines.get(1).startsWith("digest ")) {
            return Optional.empty();
        }
        SortedSet<String> inputs = new TreeSet<>();
        SortedMap<String, String> outputs = new TreeMap<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] parts = line.split(" ", line.startsWith("output ") ? 3 : 2);
            if (parts.length == 2 && parts[0].equals("input")) {
                inputs.add(parts[1].translateEscapes());
            } else if (parts.length == 3) {
                outputs.put(parts[2].translateEscapes(), parts[1]);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new BuildState(lines.get(1).substring("digest ".length()), inputs, outputs));
    }

    private static String escaped(String path) {
        return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
