package io.github.nnc.bench.forks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that is started for one measurement and prints what it found. */
public final class Child {

    private Child() {}

    /**
     * The lines that a class's {@code main} prints, each split at its tabulators.
     *
     * @param options of the JVM
     * @throws IllegalStateException if it fails
     */
    public static List<String[]> run(Class<?> main, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // ONNX Runtime crashes the JVM where its command line is longer than some 3.6 KB
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        List<String[]> lines =
                process.inputReader().lines().map(line -> line.split("\t")).toList();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw new IllegalStateException(e);
        }
        return lines;
    }

    /** What all get: the Vector API, and leave to load native libraries. */
    public static List<String> options() {
        return List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");
    }
}
