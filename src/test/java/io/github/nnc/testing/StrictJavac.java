package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.emit.Target;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.source.FileTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Generated sources as users compile them who forgive nothing: for Java 17, with every warning an error. */
public final class StrictJavac {

    private static final List<String> OPTIONS = List.of("--release", "17", "-Xlint:all", "-Werror");

    private StrictJavac() {}

    /** What javac makes of sources about which it has nothing to say. */
    public static Compilation compile(Map<String, String> sources) {
        Compilation compilation = MemoryCompiler.ofThisRuntime().orElseThrow().compile(sources, OPTIONS);
        assertThat(compilation.messages())
                .as(() -> sources.size() == 1
                        ? sources.values().iterator().next()
                        : sources.keySet().toString())
                .isEmpty();
        return compilation;
    }

    /** Compiled for a target, with every warning but the one that a module is incubating. */
    public static Compilation compile(Map<String, String> sources, Target target) {
        if (target == Target.PLAIN) {
            return compile(sources);
        }
        Compilation compilation = MemoryCompiler.ofThisRuntime()
                .orElseThrow()
                .compile(sources, List.of("-Xlint:all", "--add-modules", "jdk.incubator.vector"));
        assertThat(compilation.messages()).hasSize(1).first().asString().contains("using incubating module");
        return compilation;
    }

    /** The classes of the models of one file, in {@code com.example}, without weights. */
    public static MemoryLoader load(FileTree files, String file) {
        CompileResult result = Compiler.compile(new CompileRequest(
                files,
                List.of(new CompileRequest.Source(file, "com.example")),
                Optional.empty(),
                false,
                Optional.empty()));
        assertThat(result.diagnostics()).isEmpty();
        return new MemoryLoader(compile(result.sources()).classes(), result.resources());
    }
}
