package io.github.nnc.maven;

import io.github.nnc.compiler.CompileResult;
import io.github.nnc.disk.FileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The generated files of one execution. Those whose content is as before are left alone, so that nothing is compiled
 * anew for them; those that an earlier run wrote and this one does not are removed, and no others.
 */
final class Outputs {

    private final Generation generation;

    Outputs(Generation generation) {
        this.generation = generation;
    }

    /** The bytes of every file of a result by its place. */
    SortedMap<Path, byte[]> filesOf(CompileResult result) {
        SortedMap<Path, byte[]> files = new TreeMap<>();
        result.sources()
                .forEach((path, text) ->
                        files.put(generation.classFolder().resolve(path), text.getBytes(StandardCharsets.UTF_8)));
        result.resources()
                .forEach((path, bytes) -> files.put(generation.resourceFolder().resolve(path), bytes));
        return files;
    }

    /** Whether all files are there as they were written. */
    boolean areIntact(BuildState state) throws IOException {
        for (Map.Entry<String, String> output : state.outputs().entrySet()) {
            if (!ContentDigest.of(generation.located(output.getKey())).equals(output.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Writes those files that are not there already as they should be, all or none; says how many. */
    int write(Map<Path, byte[]> files) throws IOException {
        Map<Path, byte[]> changed = new TreeMap<>();
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            if (!isThere(file.getKey(), file.getValue())) {
                changed.put(file.getKey(), file.getValue());
            }
        }
        FileWriter.write(changed);
        return changed.size();
    }

    private static boolean isThere(Path file, byte[] bytes) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == bytes.length
                && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    /** Removes what was written before and is not any more; says how many files it removed. */
    int removeStale(BuildState before, Set<String> now) throws IOException {
        Set<String> foreign = outputsOfOthers();
        int removed = 0;
        for (Map.Entry<String, String> output : before.outputs().entrySet()) {
            Path file = generation.located(output.getKey());
            boolean ours = !now.contains(output.getKey())
                    && !foreign.contains(output.getKey())
                    && ContentDigest.of(file).equals(output.getValue());
            if (ours) {
                Files.delete(file);
                removeEmptyParents(file);
                removed++;
            }
        }
        return removed;
    }

    private Set<String> outputsOfOthers() throws IOException {
        Set<String> outputs = new HashSet<>();
        try (Stream<Path> states = Files.list(generation.stateFolder())) {
            for (Path state : (Iterable<Path>) states::iterator) {
                if (!state.equals(generation.stateFile())) {
                    outputs.addAll(BuildState.read(state).outputs().keySet());
                }
            }
        }
        return outputs;
    }

    private void removeEmptyParents(Path file) throws IOException {
        Path parent = file.getParent();
        while (isBelow(parent, generation.classFolder()) || isBelow(parent, generation.resourceFolder())) {
            try {
                Files.delete(parent);
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                return;
            }
            parent = parent.getParent();
        }
    }

    private static boolean isBelow(Path folder, Path root) {
        return folder.startsWith(root) && !folder.equals(root);
    }
}
