package io.github.nnc.inmemory;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The javac of the running JDK, fed with texts. */
public final class MemoryCompiler {

    private final JavaCompiler javac;

    private MemoryCompiler(JavaCompiler javac) {
        this.javac = javac;
    }

    /** Empty on a runtime that has no compiler (a JRE). */
    public static Optional<MemoryCompiler> ofThisRuntime() {
        return Optional.ofNullable(ToolProvider.getSystemJavaCompiler()).map(MemoryCompiler::new);
    }

    /**
     * Compiles sources that see {@code java.base} and {@link Network}, and nothing else.
     *
     * @param sources by path, {@code com/example/CatDog.java}
     * @param options javac's, {@code -Xlint:all} say
     */
    public Compilation compile(Map<String, String> sources, List<String> options) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        StringWriter log = new StringWriter();
        MemoryFiles files =
                new MemoryFiles(javac.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-classpath", "", "-sourcepath", ""));
        arguments.addAll(options);
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((path, text) -> units.add(MemoryFiles.source(path, text)));
        boolean success =
                javac.getTask(log, files, problems, arguments, null, units).call();
        List<String> messages = new ArrayList<>();
        problems.getDiagnostics().forEach(problem -> messages.add(problem.toString()));
        if (!log.toString().isEmpty()) {
            messages.add(log.toString());
        }
        return new Compilation(success, files.classes(), messages);
    }
}
