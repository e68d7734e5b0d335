package io.github.nnc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The official ONNX suite, version 1.22.0, as far as it is about single operators on floats. With
 * {@code -Dnnc.conformance=PATTERN} only the cases whose names match are run, and nothing is asserted but that they pass.
 */
class ConformanceTest {

    private static final List<String> GROUPS = List.of("node", "pytorch-converted", "pytorch-operator");

    /** Every case ends as the page says; {@code UPDATE_GOLDENS=1} writes the page. */
    @Test
    void agreesWithTheSuite() throws IOException {
        Path archive = Outside.checks("onnx/onnx-1.22.0-backend-data.tar.xz");
        Set<String> floats = new HashSet<>(Files.readAllLines(Outside.checks("onnx/cases-float32.txt")));
        String pattern = System.getProperty("nnc.conformance", "");
        List<CaseResult> results = run(
                archive,
                found -> (!found.group().equals("node") || floats.contains(found.name()))
                        && (pattern.isEmpty() || found.name().matches(pattern)));
        String report = results.stream().map(ConformanceTest::line).collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/conformance.txt"), report);
        if (!pattern.isEmpty()) {
            assertThat(results).allMatch(CaseResult::passed);
            return;
        }
        if ("1".equals(System.getenv("UPDATE_GOLDENS"))) {
            SuitePage.write(results, GROUPS);
        }
        assertThat(SuitePage.verdicts(results)).isEqualTo(SuitePage.verdicts());
    }

    /**
     * A suite that the machine has, which may be older: what passes of the newer one passes.
     */
    @Test
    void agreesWithTheSuiteOfTheMachine() throws IOException {
        Path suite = Outside.named("nnc.onnx.suite", "/usr/share/libonnx-testdata/data");
        Map<String, String> verdicts = SuitePage.verdicts();
        List<CaseResult> results = run(
                suite,
                found -> verdicts.getOrDefault(found.group() + "/" + found.name(), "")
                        .startsWith("passed"));
        System.out.printf(
                "%s: %d of %d cases%n",
                suite, results.stream().filter(CaseResult::passed).count(), results.size());
        assertThat(results).isNotEmpty().allMatch(CaseResult::passed);
    }

    private static List<CaseResult> run(Path suite, Predicate<SuiteCase> wanted) throws IOException {
        CaseRunner runner = new CaseRunner();
        List<CaseResult> results = new ArrayList<>();
        for (SuiteCase found : BackendSuite.read(suite, GROUPS)) {
            if (wanted.test(found)) {
                results.add(runner.run(found));
            }
        }
        return results;
    }

    private static String line(CaseResult result) {
        return result.group() + "/" + result.name() + ": " + (result.passed() ? "passed" : "FAILED") + ", "
                + result.ulps() + " ulps" + (result.close() ? ", close" : "")
                + (result.fixed().isEmpty() ? "" : ", fixed " + result.fixed())
                + (result.reason().isEmpty() ? "" : ": " + result.reason());
    }
}
