package io.github.nnc.compiler;

import io.github.nnc.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came of a request. Where there is an error there are no files.
 *
 * @param sources Java sources by path, {@code com/example/CatDog.java}
 * @param vectorSources sources by path that need the module {@code jdk.incubator.vector}, at build time and at run time
 * @param resources what belongs beside the classes, by path
 * @param filesRead every file that the result depends on, as paths of the file tree
 */
public record CompileResult(
        SortedMap<String, String> sources,
        SortedMap<String, String> vectorSources,
        SortedMap<String, byte[]> resources,
        List<Diagnostic> diagnostics,
        SortedSet<String> filesRead) {

    public CompileResult {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        vectorSources = Collections.unmodifiableSortedMap(new TreeMap<>(vectorSources));
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
        diagnostics = List.copyOf(diagnostics);
        filesRead = Collections.unmodifiableSortedSet(new TreeSet<>(filesRead));
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
