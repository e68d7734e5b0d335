package io.github.nnc.bench;

import io.github.nnc.bench.models.Subject;
import io.github.nnc.bench.models.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of the suite is run, and how long.
 *
 * @param parts {@code speed} (with the share of the machine's limits), {@code growth}, {@code steady}
 * @param forks how many JVMs measure each network
 * @param warm seconds for which each contender runs before it is timed
 * @param measure seconds in which all are timed by turns
 * @param limit how many multiply-adds a run has at most
 * @param largest width, depth and batch in the table of growth
 * @param lives how many JVMs of each target are watched from a class's first call on
 * @param life seconds for which each is watched
 * @param page the file that is written
 * @param checks a folder of data that only checks read
 */
record Options(
        List<String> parts,
        int forks,
        double warm,
        double measure,
        List<Subject> models,
        List<Integer> batches,
        double limit,
        int largest,
        int lives,
        double life,
        Path page,
        Path checks) {

    private static final List<String> PARTS = List.of("speed", "growth", "steady");

    /** What CI runs: seconds, to see that it works; the times mean nothing. */
    private static final Map<String, String> SMOKE = Map.of(
            "forks", "1",
            "warm", "0.1",
            "measure", "0.1",
            "models", "3-4-2,conv",
            "batches", "1,2",
            "largest", "1",
            "lives", "1",
            "life", "0.5",
            "page", "target/performance.md");

    private static final Set<String> NAMES = Set.of(
            "parts", "forks", "warm", "measure", "models", "batches", "limit", "largest", "lives", "life", "page",
            "checks");

    /** @throws IllegalArgumentException for an argument that is neither {@code smoke} nor one of the names with a value */
    static Options of(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (argument.equals("smoke")) {
                SMOKE.forEach(given::putIfAbsent);
            } else if (parts.length == 2 && NAMES.contains(parts[0])) {
                given.put(parts[0], parts[1]);
            } else {
                throw new IllegalArgumentException(argument + " is not `smoke` and none of " + NAMES + " with a value");
            }
        }
        return new Options(
                given.containsKey("parts") ? parts(given.get("parts")) : PARTS,
                Integer.parseInt(given.getOrDefault("forks", "10")),
                Double.parseDouble(given.getOrDefault("warm", "4")),
                Double.parseDouble(given.getOrDefault("measure", "3")),
                given.containsKey("models") ? models(given.get("models")) : Subjects.all(),
                Arrays.stream(given.getOrDefault("batches", "1,64").split(","))
                        .map(Integer::valueOf)
                        .toList(),
                Double.parseDouble(given.getOrDefault("limit", "Infinity")),
                Integer.parseInt(given.getOrDefault("largest", "2048")),
                Integer.parseInt(given.getOrDefault("lives", "3")),
                Double.parseDouble(given.getOrDefault("life", "10")),
                Path.of(given.getOrDefault("page", "src/site/markdown/performance.md")),
                Path.of(given.getOrDefault("checks", System.getProperty("nnc.checks", "../shared"))));
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    private static List<String> parts(String text) {
        List<String> parts = List.of(text.split(","));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("the parts are " + PARTS);
        }
        return parts;
    }

    private static List<Subject> models(String text) {
        List<Subject> models = new ArrayList<>();
        for (String name : text.split(",")) {
            models.add(Subjects.named(name));
        }
        return models;
    }
}
