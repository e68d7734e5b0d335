package io.github.nnc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a run took place. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** CPU, JDK, commit: one line. */
    static String description() throws IOException {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "%s, %d cores seen; %s %s on %s; commit %s",
                processor(),
                runtime.availableProcessors(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name"),
                commit());
    }

    private static String processor() throws IOException {
        Optional<String> model = Files.exists(PROCESSORS)
                ? Files.readAllLines(PROCESSORS).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst()
                : Optional.empty();
        return model.orElse(System.getProperty("os.arch"));
    }

    /** The commit that is checked out, and whether anything but the page differs from it. */
    private static String commit() throws IOException {
        String hash = git("rev-parse", "--short=10", "HEAD");
        boolean changed = !git("status", "--porcelain", "--", "src/main", "src/jmh", "samples", "pom.xml")
                .isEmpty();
        return hash.isEmpty() ? "unknown" : hash + (changed ? " with changes" : "");
    }

    private static String git(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("git");
        builder.command().addAll(List.of(arguments));
        try {
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new String(process.getInputStream().readAllBytes()).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
