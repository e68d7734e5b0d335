package io.github.nnc.source;

/** A range of characters in a file, from {@code start} up to but not including {@code end}. */
public record Span(SourceFile file, int start, int end) {

    public Span {
        if (start < 0 || end < start || end > file.text().length()) {
            throw new IllegalArgumentException("span " + start + ".." + end + " is not inside " + file.path());
        }
    }

    public Position startPosition() {
        return file.position(start);
    }

    public String text() {
        return file.text().substring(start, end);
    }

    /** The text on one line, cut where it is longer than a message should quote. */
    public String quoted() {
        int longest = 48;
        int last = Math.min(end, start + 4 * longest);
        String line = file.text().substring(start, last).strip().replaceAll("\\s+", " ");
        boolean whole = line.length() <= longest && last == end;
        return whole ? line : line.substring(0, Math.min(line.length(), longest)) + "…";
    }

    /** The smallest span that holds this one and another of the same file. */
    public Span to(Span other) {
        return new Span(file, Math.min(start, other.start), Math.max(end, other.end));
    }

    /** The empty span just behind this one, where something can be inserted. */
    public Span after() {
        return new Span(file, end, end);
    }

    /** The empty span just before this one, where something can be inserted. */
    public Span before() {
        return new Span(file, start, start);
    }
}
