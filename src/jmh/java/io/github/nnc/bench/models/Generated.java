package io.github.nnc.bench.models;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.emit.Target;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** From a file to class files, step by step, so that each step can be timed. */
public final class Generated {

    /** Of the class through which a generated class is called. */
    public static final String CALLER = "Caller";

    private static final List<String> OPTIONS = List.of("--release", "17", "--add-modules", "jdk.incubator.vector");

    private Generated() {}

    /** What nnc makes of a file, with the weights bundled if there are any. */
    public static CompileResult sources(Path text, Optional<String> weights, Target target) {
        CompileResult result = Compiler.compile(new CompileRequest(
                        new DiskFiles(text.getParent()),
                        List.of(new CompileRequest.Source(text.getFileName().toString(), "")),
                        weights,
                        weights.isPresent(),
                        Optional.empty())
                .withVectors(target == Target.VECTOR));
        if (result.hasErrors()) {
            throw new IllegalStateException(result.diagnostics().toString());
        }
        return result;
    }

    /** What javac makes of sources. */
    public static Map<String, byte[]> classes(CompileResult result) {
        return classes(all(result));
    }

    private static SortedMap<String, String> all(CompileResult result) {
        SortedMap<String, String> sources = new TreeMap<>(result.sources());
        sources.putAll(result.vectorSources());
        return sources;
    }

    private static Map<String, byte[]> classes(Map<String, String> sources) {
        Compilation compilation = MemoryCompiler.ofThisRuntime().orElseThrow().compile(sources, OPTIONS);
        if (!compilation.success()) {
            throw new IllegalStateException(String.join("\n", compilation.messages()));
        }
        return compilation.classes();
    }

    /** Writes the classes of a network, and one that calls it, into a folder. */
    static void write(CompileResult result, String caller, Path folder) throws IOException {
        SortedMap<String, String> sources = all(result);
        sources.put(CALLER + ".java", caller);
        for (Map.Entry<String, byte[]> type : classes(sources).entrySet()) {
            write(folder.resolve(type.getKey() + ".class"), type.getValue());
        }
        for (Map.Entry<String, byte[]> resource : result.resources().entrySet()) {
            write(folder.resolve(resource.getKey()), resource.getValue());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
