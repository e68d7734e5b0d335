package io.github.nnc.diagnostic;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class NearNames {

    private static final int LONGEST = 64;

    private NearNames() {}

    /**
     * The candidate with the fewest slips of the pen (a letter added, lost, replaced, or two exchanged); the first of
     * equals. None where more than a third of the name would have to change. A capital is no slip.
     */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        Optional<String> best = Optional.empty();
        int fewest = Math.max(1, name.length() / 3) + 1;
        if (name.length() > LONGEST) {
            return best;
        }
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - name.length()) < fewest && !candidate.equals(name)) {
                int slips = slips(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (slips < fewest && slips < Math.max(name.length(), candidate.length())) {
                    fewest = slips;
                    best = Optional.of(candidate);
                }
            }
        }
        return best;
    }

    /** Damerau's distance, restricted to exchanges of neighbours. */
    private static int slips(String from, String to) {
        int[] before = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[to.length()];
    }
}
