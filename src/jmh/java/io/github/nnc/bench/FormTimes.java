package io.github.nnc.bench;

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
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Times each form of code on the same networks: the figures behind {@link Thresholds}. Prints the best of many batches
 * in nanoseconds a call.
 */
public final class FormTimes {

    private static final long BATCH_NANOS = 3_000_000;
    private static final int BATCHES = 150;

    private FormTimes() {}

    public static void main(String[] arguments) throws Exception {
        System.out.printf(Locale.ROOT, "Java %s%n", Runtime.version());
        System.out.printf(Locale.ROOT, "%-14s %14s %14s %14s%n", "network", "STRAIGHT_LINE", "LOCALS", "ROWS");
        for (String widths : List.of(
                "3 4 2",
                "4 8 3",
                "4 16 3",
                "8 8",
                "12 12",
                "16 16",
                "20 20",
                "24 24",
                "32 32",
                "64 10",
                "64 12",
                "64 16",
                "64 64",
                "64 64 10",
                "128 128",
                "784 128 10",
                "512 512")) {
            System.out.printf(Locale.ROOT, "%-14s", widths.replace(' ', '-'));
            long products = products(widths);
            time(
                    widths,
                    new Thresholds(products <= 600 ? Long.MAX_VALUE : 0, 16, 0, Long.MAX_VALUE, 0, 32, Long.MAX_VALUE),
                    products <= 600);
            time(widths, new Thresholds(0, Long.MAX_VALUE, 0, Long.MAX_VALUE, 0, 32, Long.MAX_VALUE), true);
            time(widths, new Thresholds(0, 1, 0, Long.MAX_VALUE, 0, 32, Long.MAX_VALUE), true);
            System.out.println();
        }
    }

    private static long products(String widths) {
        String[] sizes = widths.split(" ");
        long sum = 0;
        for (int i = 1; i < sizes.length; i++) {
            sum += Long.parseLong(sizes[i - 1]) * Long.parseLong(sizes[i]);
        }
        return sum;
    }

    private static void time(String widths, Thresholds thresholds, boolean possible) throws Exception {
        if (!possible) {
            System.out.printf(Locale.ROOT, " %14s", "-");
            return;
        }
        String[] sizes = widths.split(" ");
        StringBuilder text = new StringBuilder("model timed < input " + sizes[0]);
        for (int i = 1; i < sizes.length; i++) {
            text.append("; dense ").append(sizes[i]).append(" relu");
        }
        BiConsumer<float[], float[]> network = compile(text + " >", thresholds);
        float[] x = new float[Integer.parseInt(sizes[0])];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i * 37 % 19) / 19f - 0.4f;
        }
        System.out.printf(
                Locale.ROOT, " %14.1f", best(network, x, new float[Integer.parseInt(sizes[sizes.length - 1])]));
    }

    private static double best(BiConsumer<float[], float[]> network, float[] x, float[] y) {
        long calls = 1;
        while (nanos(network, x, y, calls) < BATCH_NANOS) {
            calls *= 2;
        }
        double best = Double.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            best = Math.min(best, nanos(network, x, y, calls) / (double) calls);
        }
        return best;
    }

    private static long nanos(BiConsumer<float[], float[]> network, float[] x, float[] y, long calls) {
        long start = System.nanoTime();
        for (long i = 0; i < calls; i++) {
            network.accept(x, y);
        }
        return System.nanoTime() - start;
    }

    @SuppressWarnings("unchecked")
    private static BiConsumer<float[], float[]> compile(String text, Thresholds thresholds) throws Exception {
        Model model = Compiler.check(new OneFile(text), "timed.nn").models().get(0);
        ClassRequest request = new ClassRequest(
                "",
                model,
                Lower.program(model, thresholds),
                Optional.empty(),
                Optional.empty(),
                Target.PLAIN,
                thresholds);
        GeneratedClass generated = Emitter.emit(request, new Diagnostics()).orElseThrow();
        String caller = """
            import java.util.function.BiConsumer;

            public final class Caller implements BiConsumer<float[], float[]> {
                private final Timed net = Timed.random(1);
                private final Timed.Workspace w = net.newWorkspace();

                @Override
                public void accept(float[] x, float[] y) {
                    net.forward(x, 0, y, 0, w);
                }
            }
            """;
        Compilation compilation = MemoryCompiler.ofThisRuntime()
                .orElseThrow()
                .compile(
                        Map.of(generated.path(), generated.source(), "Caller.java", caller),
                        List.of("--release", "17"));
        Class<?> type = new MemoryLoader(compilation.classes(), Map.of()).loadClass("Caller");
        return (BiConsumer<float[], float[]>) type.getConstructor().newInstance();
    }

    /** A file tree of one text, which is written where channels can read it. */
    private record OneFile(String text) implements FileTree {

        @Override
        public SeekableByteChannel open(String path) throws java.io.IOException {
            Path file = Files.createTempFile("timed", ".nn");
            try (SeekableByteChannel channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
            file.toFile().deleteOnExit();
            return Files.newByteChannel(file);
        }

        @Override
        public SeekableByteChannel openBeside(String from, String relative) throws java.io.IOException {
            return open(relative);
        }

        @Override
        public String resolve(String from, String relative) {
            return relative;
        }
    }
}
