package io.github.nnc.source;

import java.util.Arrays;

/** One text with its path as the user named it; two files are equal only if they are the same object. */
public final class SourceFile {

    private final String path;
    private final String text;
    private final boolean shipped;
    private final int[] lineStarts;

    public SourceFile(String path, String text) {
        this(path, text, false);
    }

    private SourceFile(String path, String text, boolean shipped) {
        this.path = path;
        this.text = text;
        this.shipped = shipped;
        this.lineStarts = lineStarts(text);
    }

    /** A text that comes with the compiler; the path is a name for people. */
    public static SourceFile shipped(String path, String text) {
        return new SourceFile(path, text, true);
    }

    /** Whether it comes with the compiler, so that the user cannot change it. */
    public boolean isShipped() {
        return shipped;
    }

    public String path() {
        return path;
    }

    public String text() {
        return text;
    }

    /** The place of an offset, both numbers counted from 1; columns are UTF-16 units. */
    public Position position(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, offset - lineStarts[line] + 1);
    }

    /** The text of a line counted from 1, without its line break. */
    public String line(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] : text.length();
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The offset at which a line, counted from 1, begins. */
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    @Override
    public String toString() {
        return path;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = at + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
