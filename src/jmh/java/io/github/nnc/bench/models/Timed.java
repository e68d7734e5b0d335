package io.github.nnc.bench.models;

import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.emit.ClassRequest;
import io.github.nnc.emit.Emitter;
import io.github.nnc.emit.GeneratedClass;
import io.github.nnc.emit.Target;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.lower.Lower;
import io.github.nnc.lower.Thresholds;
import io.github.nnc.model.JavaNames;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A network in memory, with drawn weights: dense layers whose code is chosen by any thresholds, or a pass over threads. */
public final class Timed {

    private static final List<String> OPTIONS = List.of("--release", "17", "--add-modules", "jdk.incubator.vector");

    private Timed() {}

    /**
     * From inputs to outputs.
     *
     * @param widths of the input and of all layers, {@code 784 128 10}
     * @param call statements from {@code x} to {@code y}, for which there are {@code net} and a workspace {@code w}
     */
    public static BiConsumer<float[], float[]> network(String widths, Thresholds thresholds, Target target, String call)
            throws Exception {
        StringBuilder text = new StringBuilder("model timed < input " + inputs(widths));
        for (String width : widths.substring(widths.indexOf(' ') + 1).split(" ")) {
            text.append("; dense ").append(width).append(" relu");
        }
        return network(request(model(text + " >"), thresholds, target), call, "");
    }

    /** A single pass over so many threads; one by the form that needs no executor, of a class that has no other. */
    public static BiConsumer<float[], float[]> pass(Model model, Target target, int threads) throws Exception {
        Thresholds thresholds = target == Target.VECTOR ? Thresholds.VECTORS : Thresholds.MEASURED;
        ClassRequest request = request(model, thresholds, target);
        return threads == 1
                ? network(request, "net.forward(x, 0, y, 0, w);", "")
                : network(
                        request.withParallel(true),
                        "net.forward(x, 0, y, 0, POOL, shared);",
                        "    private final Workspace shared = net.newWorkspace(" + threads + ");");
    }

    /** The only model of a text. */
    public static Model model(String text) {
        return Compiler.check(new OneFile(text), "timed.nn").models().get(0);
    }

    private static ClassRequest request(Model model, Thresholds thresholds, Target target) {
        return new ClassRequest(
                "", model, Lower.program(model, thresholds), Optional.empty(), Optional.empty(), target, thresholds);
    }

    @SuppressWarnings("unchecked") // so it is written
    private static BiConsumer<float[], float[]> network(ClassRequest request, String call, String field)
            throws Exception {
        GeneratedClass generated = Emitter.emit(request, new Diagnostics()).orElseThrow();
        Map<String, String> sources = new TreeMap<>(Map.of(generated.path(), generated.source()));
        generated.companion().ifPresent(companion -> sources.put(companion.getKey(), companion.getValue()));
        sources.put(
                Generated.CALLER + ".java",
                caller(JavaNames.className(request.model().name()), call, field));
        Compilation compilation = MemoryCompiler.ofThisRuntime().orElseThrow().compile(sources, OPTIONS);
        if (!compilation.success()) {
            throw new IllegalStateException(String.join("\n", compilation.messages()));
        }
        Class<?> type = new MemoryLoader(compilation.classes(), Map.of()).loadClass(Generated.CALLER);
        return (BiConsumer<float[], float[]>) type.getConstructor().newInstance();
    }

    /** The numbers that {@code x} has. */
    public static int inputs(String widths) {
        return Integer.parseInt(widths.substring(0, widths.indexOf(' ')));
    }

    /** The numbers that {@code y} has. */
    public static int outputs(String widths) {
        return Integer.parseInt(widths.substring(widths.lastIndexOf(' ') + 1));
    }

    private static String caller(String type, String call, String field) {
        return String.join(
                "\n",
                "public final class Caller implements java.util.function.BiConsumer<float[], float[]> {",
                "    private final " + type + " net = " + type + ".random(1);",
                "    private final " + type + ".Workspace w = net.newWorkspace();",
                "    private final " + type + ".Workspace w2 = net.newWorkspace();",
                "    private static final java.util.concurrent.Executor POOL =",
                "            java.util.concurrent.Executors.newCachedThreadPool(work -> {",
                "                Thread thread = new Thread(work);",
                "                thread.setDaemon(true);",
                "                return thread;",
                "            });",
                field.replace("Workspace ", type + ".Workspace "),
                "    @Override public void accept(float[] x, float[] y) {",
                "        " + call,
                "    }",
                "}");
    }

    /** A file tree of one text, which is written where channels can read it. */
    private record OneFile(String text) implements FileTree {

        @Override
        public SeekableByteChannel open(String path) throws IOException {
            Path file = Files.createTempFile("timed", ".nn");
            try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
            file.toFile().deleteOnExit();
            return Files.newByteChannel(file);
        }

        @Override
        public SeekableByteChannel openBeside(String from, String relative) throws IOException {
            return open(relative);
        }

        @Override
        public String resolve(String from, String relative) {
            return relative;
        }
    }
}
