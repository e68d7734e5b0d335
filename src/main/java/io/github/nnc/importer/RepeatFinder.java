package io.github.nnc.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds pieces of the chain that are alike and stand one behind the other. */
final class RepeatFinder {

    private final Set<Item> referred;
    private final Function<Part, String> look;

    /**
     * Finds in a network.
     *
     * @param referred the statements that others name, which a repetition would hide
     * @param look is equal for parts that are written alike
     */
    RepeatFinder(Set<Item> referred, Function<Part, String> look) {
        this.referred = referred;
        this.look = look;
    }

    List<Part> find(List<Part> parts) {
        List<Part> inner = parts.stream().map(this::within).toList();
        List<String> looks = inner.stream().map(look).toList();
        List<Part> found = new ArrayList<>();
        for (int at = 0; at < inner.size(); ) {
            int length = 0;
            int count = 0;
            for (int tried = 1; at + 2 * tried <= inner.size(); tried++) {
                int times = times(inner, looks, at, tried);
                if (saved(inner, at, tried, times) > saved(inner, at, length, count)) {
                    length = tried;
                    count = times;
                }
            }
            if (count < 2) {
                found.add(inner.get(at++));
                continue;
            }
            List<List<Part>> iterations = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                iterations.add(List.copyOf(inner.subList(at + i * length, at + (i + 1) * length)));
            }
            found.add(new Part.Repeat(iterations));
            at += count * length;
        }
        return found;
    }

    private Part within(Part part) {
        return part instanceof Part.Branches joined
                ? new Part.Branches(
                        joined.join(),
                        joined.branches().stream().map(this::find).toList())
                : part;
    }

    /** How many statements need not be written; two short ones are not worth it. */
    private static long saved(List<Part> parts, int at, int length, int count) {
        long statements =
                parts.subList(at, at + length).stream().flatMap(Part::items).count();
        return count < 2 || statements == 1 && count < 3 ? 0 : (count - 1) * statements;
    }

    private int times(List<Part> parts, List<String> looks, int at, int length) {
        int count = 1;
        while (at + (count + 1) * length <= parts.size()
                && looks.subList(at, at + length)
                        .equals(looks.subList(at + count * length, at + (count + 1) * length))) {
            count++;
        }
        while (count > 1 && !flows(parts.subList(at, at + count * length))) {
            count--;
        }
        return count;
    }

    /** Whether each part continues from the one before, and nobody names what they make. */
    private boolean flows(List<Part> parts) {
        return parts.stream().allMatch(part -> part.from().isEmpty())
                && parts.stream().flatMap(Part::items).noneMatch(item -> item.isInput() || referred.contains(item));
    }
}
