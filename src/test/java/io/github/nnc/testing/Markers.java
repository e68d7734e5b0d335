package io.github.nnc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The diagnostics that a case file expects of itself: carets below the place, or the place in numbers. The convention
 * is explained in {@code src/test/cases/README.md}.
 */
public final class Markers {

    private static final Pattern CARETS = Pattern.compile("\\s*//\\s*(\\^+) (NN[0-9]{3})\\s*");
    private static final Pattern NUMBERS =
            Pattern.compile("\\s*//@ ([0-9]+):([0-9]+)-([0-9]+):([0-9]+) (NN[0-9]{3})\\s*");

    private Markers() {}

    /** Each as {@code 4:3-4:8 NN203}, in the order of the text; columns are UTF-16 units, ends exclusive. */
    public static List<String> of(String text) {
        List<String> markers = new ArrayList<>();
        int marked = 0;
        String[] lines = text.split("\r?\n", -1);
        for (int index = 0; index < lines.length; index++) {
            Matcher carets = CARETS.matcher(lines[index]);
            Matcher numbers = NUMBERS.matcher(lines[index]);
            if (carets.matches()) {
                markers.add(marked + ":" + (carets.start(1) + 1) + "-" + marked + ":" + (carets.end(1) + 1) + " "
                        + carets.group(2));
            } else if (numbers.matches()) {
                markers.add(numbers.group(1) + ":" + numbers.group(2) + "-" + numbers.group(3) + ":" + numbers.group(4)
                        + " " + numbers.group(5));
            } else {
                marked = index + 1;
            }
        }
        return markers;
    }

    /** The text without the lines that hold markers. */
    public static String without(String text) {
        return text.lines()
                .filter(line -> !CARETS.matcher(line).matches()
                        && !NUMBERS.matcher(line).matches())
                .reduce("", (all, line) -> all + line + "\n");
    }
}
