package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.source.FileTree;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A sample's class as a build compiles it, with the weights that the build bundles, or without any those of
 * {@code random(1)}.
 *
 * @param classes the class files by name
 */
public record Sample(Class<?> type, Object network, Map<String, byte[]> classes) {

    public static final Path FOLDER = Path.of("samples");

    private static final String PACKAGE = "com.example";
    private static final long SEED = 1;

    /** The names of all samples. */
    public static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".nn"))
                    .map(name -> name.substring(0, name.length() - ".nn".length()))
                    .sorted()
                    .toList();
        }
    }

    /** @param programs names of Java programs of the samples' folder that use the class */
    public static Sample compile(String name, String... programs) throws IOException, ReflectiveOperationException {
        return compile(new DiskFiles(FOLDER), name, programs);
    }

    /** The same of files that stand in for those of the samples' folder. */
    public static Sample compile(FileTree files, String name, String... programs)
            throws IOException, ReflectiveOperationException {
        CompileResult result = Compiler.compile(new CompileRequest(
                files,
                List.of(new CompileRequest.Source(name + ".nn", PACKAGE)),
                Optional.empty(),
                true,
                Optional.empty()));
        assertThat(result.diagnostics()).isEmpty();
        Map<String, String> sources = new TreeMap<>(result.sources());
        for (String program : programs) {
            sources.put(PACKAGE.replace('.', '/') + "/" + program, Files.readString(FOLDER.resolve(program)));
        }
        Compilation compilation = StrictJavac.compile(sources);
        String path = result.sources().firstKey();
        Class<?> type = Class.forName(
                path.replace(".java", "").replace('/', '.'),
                true,
                new MemoryLoader(compilation.classes(), result.resources()));
        return new Sample(type, network(type), compilation.classes());
    }

    private static Object network(Class<?> type) throws ReflectiveOperationException {
        boolean bundled = Stream.of(type.getMethods())
                .anyMatch(method -> method.getName().equals("load") && method.getParameterCount() == 0);
        return bundled
                ? type.getMethod("load").invoke(null)
                : type.getMethod("random", long.class).invoke(null, SEED);
    }

    /** The simple form, with ids where the sample takes ids, and from a new state on where it carries one. */
    public double[] forward(float[] x) throws ReflectiveOperationException {
        Method forward = Stream.of(type.getMethods())
                .filter(method -> method.getName().equals("forward") && method.getReturnType() == float[].class)
                .findFirst()
                .orElseThrow();
        List<Object> arguments = new ArrayList<>();
        arguments.add(forward.getParameterTypes()[0] == int[].class ? ids(x) : x);
        if (forward.getParameterCount() > 1) {
            arguments.add(type.getMethod("newState").invoke(network));
        }
        float[] y = (float[]) forward.invoke(network, arguments.toArray());
        return IntStream.range(0, y.length).mapToDouble(i -> y[i]).toArray();
    }

    private static int[] ids(float[] x) {
        return IntStream.range(0, x.length).map(i -> (int) x[i]).toArray();
    }

    public int predict(float[] x) throws ReflectiveOperationException {
        return ((Enum<?>) type.getMethod("predict", float[].class).invoke(network, (Object) x)).ordinal();
    }

    /** Runs a program that was compiled with the class. */
    public void program(String name, String... arguments) throws ReflectiveOperationException {
        type.getClassLoader()
                .loadClass(PACKAGE + "." + name)
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }
}
