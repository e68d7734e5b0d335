package io.github.nnc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of the page about ONNX, from {@link #HEADING} on: totals, and a row for every case. It is both what people read
 * and what a run must give again; only distances in floats may be others on other machines.
 */
final class SuitePage {

    /** Where what is before ends, which is made from the catalogue. */
    static final String HEADING = "## The official suite\n";

    static final Path FILE = Path.of("src/site/markdown/onnx.md");

    private static final String TEXT = """

        All cases of ONNX's own suite, version 1.22.0, that are about floats of 32 bits (`node`), and all that came of
        layers and operators of PyTorch. Each is imported, compiled and run on the inputs that the suite stores. It has
        passed where every output has the shape that is stored and every number y' is as near to the stored y as the
        suite wants: `|y' - y| <= 1e-5 + 1e-3 |y|`.

        This part of the page is written by

            UPDATE_GOLDENS=1 mvn -B test -Dtest=ConformanceTest -Dnnc.checks=FOLDER

        where `FOLDER/onnx` holds `onnx-1.22.0-backend-data.tar.xz` and the list `cases-float32.txt`. Without
        `UPDATE_GOLDENS` the same command fails where a case has come to another end than it has here. Debian's package
        `libonnx-testdata` has the older suite 1.12, of which the cases below that passed must pass as well:

            mvn -B test -Dtest=ConformanceTest -Dnnc.onnx.suite=/usr/share/libonnx-testdata/data

        """;

    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)` \\| (.*) \\| ([\\d,]*) \\| ([a-z]*) \\| ([^|]*)\\|");

    private SuitePage() {}

    /** How a case ended, without the numbers that depend on the machine; by group and name. */
    static Map<String, String> verdicts(List<CaseResult> results) {
        Map<String, String> verdicts = new TreeMap<>();
        results.forEach(result -> verdicts.put(result.group() + "/" + result.name(), outcome(result)));
        return verdicts;
    }

    /** The same of the page as it is. */
    static Map<String, String> verdicts() throws IOException {
        Map<String, String> verdicts = new TreeMap<>();
        Files.readString(FILE)
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> {
                    String fixed = row.group(5).strip();
                    verdicts.put(row.group(1), row.group(2) + (fixed.isEmpty() ? "" : " with " + fixed));
                });
        assertThat(verdicts).as("rows of " + FILE).isNotEmpty();
        return verdicts;
    }

    static void write(List<CaseResult> results, List<String> groups) throws IOException {
        String page = Files.readString(FILE);
        int end = page.contains(HEADING) ? page.indexOf(HEADING) : page.length();
        Files.writeString(FILE, page.substring(0, end) + text(results, groups));
    }

    private static String text(List<CaseResult> results, List<String> groups) {
        StringBuilder page = new StringBuilder(HEADING).append(TEXT);
        page.append("| group | cases | passed | within 1e-6 | out of scope |\n|---|---|---|---|---|\n");
        groups.forEach(group -> page.append(totals(
                "`" + group + "`",
                results.stream().filter(result -> result.group().equals(group)).toList())));
        page.append(totals("all", results));
        page.append("\n"
                + "The distance is the largest one of any number, in steps from float to float; far from 0 that is"
                + " what\n"
                + "rounding costs, near 0 a tiny error is many steps. A case is within 1e-6 where every number is,"
                + " as a\n"
                + "share or as it is. Inputs in the last column were fixed with `--const`: whole numbers and truth"
                + " values that\n"
                + "decide shapes, never floats.\n\n");
        page.append("| case | outcome | distance | within 1e-6 | fixed |\n|---|---|---|---|---|\n");
        results.forEach(result -> page.append(row(result)));
        return page.toString();
    }

    private static String totals(String name, List<CaseResult> results) {
        long passed = results.stream().filter(CaseResult::passed).count();
        long close = results.stream().filter(CaseResult::close).count();
        return "| %s | %d | %d | %d | %d |%n"
                .formatted(name, results.size(), passed, close, results.size() - passed)
                .replace("\r\n", "\n");
    }

    private static String row(CaseResult result) {
        String distance = result.passed() ? String.format(Locale.ROOT, "%,d", result.ulps()) : "";
        String fixed = fixed(result);
        return "| `" + result.group() + "/" + result.name() + "` | " + ending(result) + " | " + distance + " | "
                + (result.passed() && result.close() ? "yes" : result.passed() ? "no" : "") + " | "
                + (fixed.isEmpty() ? "" : fixed + " ") + "|\n";
    }

    private static String outcome(CaseResult result) {
        String fixed = fixed(result);
        return ending(result) + (fixed.isEmpty() ? "" : " with " + fixed);
    }

    /** Passed, or the reason why not, as a cell of a table holds it. */
    private static String ending(CaseResult result) {
        String reason = result.reason().lines().findFirst().orElse("").replace("|", "\\|");
        return result.passed() ? "passed" : reason;
    }

    private static String fixed(CaseResult result) {
        return String.join(
                ", ", result.fixed().stream().map(name -> "`" + name + "`").toList());
    }
}
