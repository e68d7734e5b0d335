package io.github.nnc.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** What only some machines have: data for checks, PyTorch. A test that needs it says aloud when it skips. */
public final class Outside {

    /** The user's own, then the system's, which has what packages of the system install. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private Outside() {}

    /** A file or folder of the check data, which the property {@code nnc.checks} names. */
    public static Path checks(String path) {
        String folder = System.getProperty("nnc.checks", "");
        if (folder.isEmpty()) {
            throw skipped("no check data: -Dnnc.checks names no folder, and " + path + " is needed");
        }
        return existing(Path.of(folder, path));
    }

    /** What takes minutes and gigabytes, and is done where the property {@code nnc.large} asks for it. */
    public static void large() {
        if (!isLarge()) {
            throw skipped("it takes minutes and gigabytes, for which -Dnnc.large=true asks");
        }
    }

    public static boolean isLarge() {
        return Boolean.getBoolean("nnc.large");
    }

    /** A file or folder that a property names; without it the place where a package of the system puts it. */
    public static Path named(String property, String installed) {
        return existing(Path.of(System.getProperty(property, installed)));
    }

    /** A file that a package of the system installs. */
    public static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw skipped("there is no " + path);
        }
        return path;
    }

    /** Runs a script of {@code src/test/python} where the named modules are installed; it must succeed. */
    public static void python(List<String> modules, Map<String, String> environment, String script) {
        String python = PYTHONS.stream()
                .filter(command -> has(command, modules))
                .findFirst()
                .orElseThrow(() -> skipped("no python3 has " + String.join(", ", modules)));
        Ended ended = run(environment, List.of(python, script));
        if (ended.status() != 0) {
            throw new AssertionError(script + " ended with " + ended.status() + "\n" + ended.output());
        }
    }

    private static boolean has(String python, List<String> modules) {
        return run(Map.of(), List.of(python, "-c", "import " + String.join(", ", modules)))
                        .status()
                == 0;
    }

    /** How a process ended, and what it printed. */
    private record Ended(int status, String output) {}

    private static Ended run(Map<String, String> environment, List<String> command) {
        try {
            File log = File.createTempFile("nnc", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(new File("src/test/python"))
                    .redirectErrorStream(true)
                    .redirectOutput(log);
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " took more than ten minutes");
            }
            String output = Files.readString(log.toPath());
            Files.delete(log.toPath());
            return new Ended(process.exitValue(), output);
        } catch (IOException e) {
            return new Ended(127, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static RuntimeException skipped(String reason) {
        System.out.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
        throw new IllegalStateException(reason);
    }
}
