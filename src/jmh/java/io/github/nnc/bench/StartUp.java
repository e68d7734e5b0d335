package io.github.nnc.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.github.nnc.bench.models.Checked;
import io.github.nnc.bench.models.Generated;
import io.github.nnc.bench.models.Prepared;
import io.github.nnc.bench.models.Subject;
import io.github.nnc.bench.models.Subjects;
import io.github.nnc.bench.tables.MarkdownTable;
import io.github.nnc.bench.tables.Numbers;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.emit.Target;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.model.Model;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The time to the first result in JVMs that have done nothing before: a generated class, ONNX Runtime on the same
 * network, and a class that computes nothing, by turns. Each reads its weights, computes one sample and prints it. Told
 * are the time from the first line of {@code main} to the result, which the child measures, and the time from the
 * start of the process to the result, which the parent does and which has the start of the JVM in it.
 */
public final class StartUp {

    private static final int ROUNDS = 15;
    private static final String NNC = "nnc";
    private static final String RIVAL = "ONNX Runtime";
    private static final String NOTHING = "nothing";

    private StartUp() {}

    /** The median times of one contender, in nanoseconds. */
    private record Times(List<Double> inside, List<Double> outside) {

        Times() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** The main of a child that asks ONNX Runtime. */
    public static final class Rival {

        private Rival() {}

        /** @param arguments the model, and the dimensions of its input */
        public static void main(String[] arguments) throws Exception {
            long start = System.nanoTime();
            long[] shape = new long[arguments.length - 1];
            int size = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = Long.parseLong(arguments[i + 1]);
                size *= (int) shape[i];
            }
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                try (OrtSession session = environment.createSession(arguments[0], options);
                        OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input(size)), shape);
                        OrtSession.Result result = session.run(Map.of("input", x))) {
                    float[][] y = (float[][]) result.get(0).getValue();
                    tell(System.nanoTime() - start, y[0][0]);
                }
            }
        }

        /** Without the joining of texts, which costs a JVM milliseconds when it does it first. */
        private static void tell(long time, float value) {
            System.out.print(time);
            System.out.print('\t');
            System.out.println(value);
        }

        private static float[] input(int size) {
            float[] x = new float[size];
            for (int i = 0; i < size; i++) {
                x[i] = i % 7 * 0.125f;
            }
            return x;
        }
    }

    /** Prints the table. */
    public static void run() throws IOException {
        Path folder = Files.createTempDirectory("nnc-start-up");
        try {
            System.out.println(
                    Machine.description() + ", " + ROUNDS + " JVMs each, milliseconds, quartiles in brackets");
            MarkdownTable table = new MarkdownTable(List.of(
                    "network",
                    "contender",
                    "from `main`",
                    "times sooner",
                    "from the start of the JVM",
                    "times sooner"));
            for (Subject subject : List.of(catDog(), Subjects.named("conv"))) {
                measure(subject, folder.resolve(subject.name()), table);
            }
            System.out.print(table);
        } finally {
            Folders.delete(folder);
        }
    }

    private static Subject catDog() throws IOException {
        String text = Files.readString(Path.of("samples", "cat_dog.nn")).replace("model cat_dog <", "model net <");
        return new Subject("cat_dog", "cat_dog", text, 0);
    }

    private static void measure(Subject subject, Path folder, MarkdownTable table) throws IOException {
        Prepared prepared = Prepared.write(subject, folder, List.of(1), Path.of("no checks"));
        Path classes = folder.resolve("first");
        Model model = Checked.model(prepared.text());
        write(prepared, Checked.inputSize(model), classes);
        List<String> rival = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                place(StartUp.class) + File.pathSeparator + place(OrtEnvironment.class),
                Rival.class.getName(),
                prepared.onnx(1).toString(),
                "1"));
        model.inputs().get(0).value().type().shape().extents().forEach(e -> rival.add(e.toString()));
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(NNC, List.of("-cp", classes.toString(), "First"));
        commands.put(RIVAL, rival);
        commands.put(NOTHING, List.of("-cp", classes.toString(), "Nothing"));
        Map<String, Times> times = new LinkedHashMap<>();
        commands.keySet().forEach(name -> times.put(name, new Times()));
        for (int round = 0; round <= ROUNDS; round++) {
            Map<String, Float> results = new LinkedHashMap<>();
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                // the first round brings files into the caches of the operating system
                Times kept = round == 0 ? new Times() : times.get(command.getKey());
                results.put(command.getKey(), child(command.getValue(), kept));
            }
            Agreement.check(RIVAL + " and " + NNC, new float[] {results.get(RIVAL)}, new float[] {results.get(NNC)});
        }
        times.forEach((name, own) -> table.add(List.of(
                subject.name(),
                name,
                Numbers.spread(Quartiles.of(own.inside()), 1e6),
                ratio(times.get(RIVAL).inside(), own.inside()),
                Numbers.spread(Quartiles.of(own.outside()), 1e6),
                ratio(times.get(RIVAL).outside(), own.outside()))));
    }

    private static String ratio(List<Double> rival, List<Double> own) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(rival.get(i) / own.get(i));
        }
        return Numbers.spread(Quartiles.of(ratios), 1);
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first number of the result. */
    private static float child(List<String> arguments, Times times) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            long end = System.nanoTime();
            if (line == null || process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with " + process.waitFor());
            }
            String[] cells = line.split("\t");
            times.inside().add(Double.valueOf(cells[0]));
            times.outside().add((double) (end - start));
            return Float.parseFloat(cells[1]);
        } catch (InterruptedException e) {
            process.destroy();
            throw new IllegalStateException(e);
        }
    }

    /** Compiles the network as a user's build does, with a main that uses it and one that does not. */
    private static void write(Prepared prepared, int inputSize, Path folder) throws IOException {
        CompileResult result = Generated.sources(
                prepared.text(), Optional.of(prepared.weights().getFileName().toString()), Target.PLAIN);
        SortedMap<String, String> sources = new TreeMap<>(result.sources());
        String input = String.format(
                Locale.ROOT,
                "float[] x = new float[%d]; for (int i = 0; i < x.length; i++) { x[i] = i %% 7 * 0.125f; }",
                inputSize);
        sources.put("First.java", main("First", input, "Net.load().forward(x)"));
        sources.put("Nothing.java", main("Nothing", "", "new float[1]"));
        Compilation compilation =
                MemoryCompiler.ofThisRuntime().orElseThrow().compile(sources, List.of("--release", "17"));
        if (!compilation.success()) {
            throw new IllegalStateException(String.join("\n", compilation.messages()));
        }
        Map<String, byte[]> files = new TreeMap<>(result.resources());
        compilation.classes().forEach((name, bytes) -> files.put(name.replace('.', '/') + ".class", bytes));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static String main(String name, String input, String result) {
        return String.join(
                "\n",
                "public final class " + name + " {",
                "    public static void main(String[] arguments) {",
                "        long start = System.nanoTime();",
                "        " + input,
                "        float[] y = " + result + ";",
                "        long time = System.nanoTime() - start;",
                "        System.out.print(time);",
                "        System.out.print('\\t');",
                "        System.out.println(y[0]);",
                "    }",
                "}");
    }
}
