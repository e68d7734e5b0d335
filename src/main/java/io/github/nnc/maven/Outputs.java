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
import java.util.List;
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

    /**
     * The bytes of every file of a result by its place.
     *
     * @param companions class files by path; they are resources because javac is not to see their sources
     */
    SortedMap<Path, byte[]> filesOf(CompileResult result, SortedMap<String, byte[]> companions) {
        SortedMap<Path, byte[]> files = new TreeMap<>();
        addSources(result.sources(), generation.classFolder(), files);
        addSources(result.vectorSources(), generation.vectorFolder(), files);
        for (SortedMap<String, byte[]> resources : List.of(result.resources(), companions)) {
            resources.forEach(
                    (path, bytes) -> files.put(generation.resourceFolder().resolve(path), bytes));
        }
        return files;
    }

    private static void addSources(SortedMap<String, String> sources, Path folder, SortedMap<Path, byte[]> files) {
        sources.forEach((path, text) -> files.put(folder.resolve(path), text.getBytes(StandardCharsets.UTF_8)));
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

    /**
     * Removes what was written before and is not any more, and what the build has copied of it; says how many files it
     * removed, copies not counted.
     */
    int removeStale(BuildState before, Set<String> now) throws IOException {
        Set<String> foreign = outputsOfOthers();
        int removed = 0;
        for (Map.Entry<String, String> output : before.outputs().entrySet()) {
            Path file = generation.located(output.getKey());
            boolean ours = !now.contains(output.getKey())
                    && !foreign.contains(output.getKey())
                    && ContentDigest.of(file).equals(output.getValue());
            if (ours) {
                remove(file);
                removed++;
                if (isBelow(file, generation.resourceFolder())) {
                    removeCopy(
                            generation
                                    .copyFolder()
                                    .resolve(generation.resourceFolder().relativize(file)),
                            output);
                }
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

    private void removeCopy(Path copy, Map.Entry<String, String> output) throws IOException {
        if (ContentDigest.of(copy).equals(output.getValue())) {
            remove(copy);
        }
    }

    /** Removes a file, and the folders that are empty without it. */
    private void remove(Path file) throws IOException {
        Files.delete(file);
        Path parent = file.getParent();
        while (isBelowOneOfOurs(parent)) {
            try {
                Files.delete(parent);
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                return;
            }
            parent = parent.getParent();
        }
    }

    private boolean isBelowOneOfOurs(Path folder) {
        return Stream.of(
                        generation.classFolder(),
                        generation.resourceFolder(),
                        generation.vectorFolder(),
                        generation.copyFolder())
                .anyMatch(root -> isBelow(folder, root));
    }

    private static boolean isBelow(Path folder, Path root) {
        return folder.startsWith(root) && !folder.equals(root);
    }
}
