package io.github.nnc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.Golden;
import io.github.nnc.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The official ONNX suite, version 1.22.0, as far as it is about single operators on floats. With
 * {@code -Dnnc.conformance=PATTERN} only the cases whose names match are run, and nothing is asserted but that they pass.
 */
class ConformanceTest {

    private static final Path EXPECTED = Path.of("src/test/resources/conformance.txt");

    private static final List<String> GROUPS = List.of("node", "pytorch-converted", "pytorch-operator");

    @Test
    void agreesWithTheSuite() throws IOException {
        Path archive = Outside.checks("onnx/onnx-1.22.0-backend-data.tar.xz");
        Set<String> floats = new HashSet<>(Files.readAllLines(Outside.checks("onnx/cases-float32.txt")));
        String pattern = System.getProperty("nnc.conformance", "");
        CaseRunner runner = new CaseRunner();
        List<CaseResult> results = new ArrayList<>();
        for (SuiteCase found : BackendSuite.read(archive, GROUPS)) {
            boolean inScope = !found.group().equals("node") || floats.contains(found.name());
            if (inScope && (pattern.isEmpty() || found.name().matches(pattern))) {
                results.add(runner.run(found));
            }
        }
        String report = results.stream().map(ConformanceTest::line).collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/conformance.txt"), report);
        if (!pattern.isEmpty()) {
            assertThat(results).allMatch(CaseResult::passed);
            return;
        }
        Golden.check(EXPECTED, missing(results));
    }

    private static String line(CaseResult result) {
        return result.group() + "/" + result.name() + ": " + (result.passed() ? "passed" : "FAILED") + ", "
                + result.ulps() + " ulps" + (result.close() ? ", close" : "")
                + (result.fixed().isEmpty() ? "" : ", fixed " + result.fixed())
                + (result.reason().isEmpty() ? "" : ": " + result.reason());
    }

    /** The cases that do not pass, with the reason. */
    private static String missing(List<CaseResult> results) {
        return results.stream()
                .filter(result -> !result.passed())
                .map(result -> result.group() + "/" + result.name() + ": "
                        + result.reason().lines().findFirst().orElse(""))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
