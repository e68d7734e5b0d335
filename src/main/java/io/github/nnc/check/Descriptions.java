package io.github.nnc.check;

import io.github.nnc.source.Span;

/** Source text as messages quote it. */
final class Descriptions {

    private static final int LONGEST = 48;

    private Descriptions() {}

    /** The text of a span on one line, cut where it is long. */
    static String of(Span span) {
        int end = Math.min(span.end(), span.start() + 4 * LONGEST);
        String line = span.file().text().substring(span.start(), end).strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST && end == span.end()
                ? line
                : line.substring(0, Math.min(line.length(), LONGEST)) + "…";
    }

    static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
