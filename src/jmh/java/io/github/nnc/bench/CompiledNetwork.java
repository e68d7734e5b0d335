package io.github.nnc.bench;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.inmemory.MemoryLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** From a file to a running network, step by step, so that each step can be timed. */
final class CompiledNetwork {

    private static final String PACKAGE = "bench";

    private CompiledNetwork() {}

    /** What nnc makes of a file. */
    static CompileResult generate(Path text) {
        CompileResult result = Compiler.compile(new CompileRequest(
                new DiskFiles(text.getParent()),
                List.of(new CompileRequest.Source(text.getFileName().toString(), PACKAGE)),
                Optional.empty(),
                true,
                Optional.empty()));
        if (result.hasErrors()) {
            throw new IllegalStateException(result.diagnostics().toString());
        }
        return result;
    }

    /**
     * The pass that allocates nothing, from one array to another, with the bundled weights. A small class calls it as
     * a user's would, because nothing that was compiled before the generated class can.
     */
    static BiConsumer<float[], float[]> forward(CompileResult result, String className) {
        SortedMap<String, String> sources = new TreeMap<>(result.sources());
        sources.put(PACKAGE + "/Caller.java", caller(className));
        Map<String, byte[]> classes = Javac.compile(sources).classes();
        try {
            Object caller = new MemoryLoader(classes, result.resources())
                    .loadClass(PACKAGE + ".Caller")
                    .getConstructor()
                    .newInstance();
            @SuppressWarnings("unchecked") // the class below says so
            BiConsumer<float[], float[]> forward = (BiConsumer<float[], float[]>) caller;
            return forward;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String caller(String className) {
        return String.join(
                "\n",
                "package " + PACKAGE + ";",
                "public final class Caller implements java.util.function.BiConsumer<float[], float[]> {",
                "    private final " + className + " net = " + className + ".load();",
                "    private final " + className + ".Workspace workspace = net.newWorkspace();",
                "    @Override public void accept(float[] x, float[] y) {",
                "        net.forward(x, 0, y, 0, workspace);",
                "    }",
                "}");
    }
}
