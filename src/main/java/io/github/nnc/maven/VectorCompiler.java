package io.github.nnc.maven;

import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryCompiler;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoFailureException;

/** Compiles companion classes, so that the javac of the user's build finds them compiled and needs no module for them. */
final class VectorCompiler {

    private static final String MODULE = "jdk.incubator.vector";

    /** With {@code --release} javac 25 as well uses the API as JDK 17 has it. */
    private static final List<String> OPTIONS = List.of("--release", "17", "-g", "--add-modules", MODULE);

    private final Optional<MemoryCompiler> javac;

    VectorCompiler(Optional<MemoryCompiler> javac) {
        this.javac = javac;
    }

    static VectorCompiler ofThisRuntime() {
        return new VectorCompiler(MemoryCompiler.ofThisRuntime());
    }

    /**
     * The class files by path.
     *
     * @param sources by path
     * @throws MojoFailureException if the running JDK has no compiler or no such module
     */
    SortedMap<String, byte[]> compile(SortedMap<String, String> sources) throws MojoFailureException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (sources.isEmpty()) {
            return files;
        }
        if (javac.isEmpty()) {
            throw refusal("has no javac");
        }
        Compilation compilation = javac.get().compile(sources, OPTIONS);
        if (!compilation.success()) {
            throw refusal("cannot compile them: " + String.join("; ", compilation.messages()));
        }
        compilation.classes().forEach((name, bytes) -> files.put(name.replace('.', '/') + ".class", bytes));
        return files;
    }

    private static MojoFailureException refusal(String reason) {
        return new MojoFailureException("Vector kernels are asked for (<vector>), but the Java that runs Maven, "
                + System.getProperty("java.home") + ", " + reason + ". Run Maven on a JDK that has the module " + MODULE
                + ", or leave <vector> out.");
    }
}
