package io.github.nnc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the page of the samples says of one: a row of its table, as it is written.
 *
 * @param layers how many have weights
 * @param right the share of held-out examples, empty where the sample has none
 * @param gain what its depth buys
 */
public record Ladder(String layers, String parameters, String right, String gain) {

    /** All rows by name of the sample. */
    public static Map<String, Ladder> rows() throws IOException {
        Map<String, Ladder> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Sample.FOLDER.resolve("README.md"))) {
            if (line.startsWith("| `") && line.contains(".nn` |")) {
                List<String> cells = Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList();
                String name = cells.get(0).replaceAll("`|\\.nn", "");
                rows.put(name, new Ladder(cells.get(1), cells.get(2), cells.get(3), cells.get(4)));
            }
        }
        return rows;
    }

    /** A share as the table writes it. */
    public static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }
}
