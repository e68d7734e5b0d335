package io.github.nnc.bench;

import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryCompiler;
import java.util.List;
import java.util.Map;

/** Compiles as the users of generated classes do. */
final class Javac {

    private static final List<String> OPTIONS = List.of("--release", "17", "-Xlint:all", "-Werror");

    private Javac() {}

    /** @throws IllegalStateException if there is an error or a warning */
    static Compilation compile(Map<String, String> sources) {
        Compilation compilation = MemoryCompiler.ofThisRuntime().orElseThrow().compile(sources, OPTIONS);
        if (!compilation.success()) {
            throw new IllegalStateException(String.join("\n", compilation.messages()));
        }
        return compilation;
    }
}
