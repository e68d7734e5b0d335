package io.github.nnc.diagnostic;

/**
 * A line as it can be shown: tabs as spaces, what cannot be printed replaced, and of a long line a window around the
 * marked part.
 *
 * @param text what to print
 * @param indent how many columns stand before the first caret
 * @param carets how many columns are marked, at least one
 */
record Excerpt(String text, int indent, int carets) {

    private static final int TAB = 4;
    private static final int WIDEST = 120;
    private static final int BEFORE = 40;

    /** Marks the UTF-16 units {@code from} to {@code to} (exclusive) of a line. */
    static Excerpt of(String line, int from, int to) {
        int begin = from <= WIDEST - BEFORE ? 0 : from - BEFORE;
        int end = Math.min(line.length(), begin + WIDEST);
        begin = wholeCharacter(line, begin);
        end = wholeCharacter(line, end);
        StringBuilder shown = new StringBuilder(begin > 0 ? "…" : "");
        int first = -1;
        int last = -1;
        int columns = shown.length();
        for (int at = begin; at < end; at += Character.charCount(line.codePointAt(at))) {
            if (first < 0 && at >= from) {
                first = columns;
            }
            if (last < 0 && at >= to) {
                last = columns;
            }
            columns += append(shown, line.codePointAt(at), columns);
        }
        first = first < 0 ? columns : first;
        last = last < 0 ? columns : last;
        if (end < line.length()) {
            shown.append('…');
        }
        return new Excerpt(shown.toString().stripTrailing(), first, Math.max(1, last - first));
    }

    private static int wholeCharacter(String line, int at) {
        boolean inside = at > 0
                && at < line.length()
                && Character.isLowSurrogate(line.charAt(at))
                && Character.isHighSurrogate(line.charAt(at - 1));
        return inside ? at - 1 : at;
    }

    private static int append(StringBuilder shown, int codePoint, int columns) {
        if (codePoint == '\t') {
            int width = TAB - columns % TAB;
            shown.append(" ".repeat(width));
            return width;
        }
        boolean printable = !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT
                && Character.getType(codePoint) != Character.SURROGATE
                && Character.getType(codePoint) != Character.LINE_SEPARATOR
                && Character.getType(codePoint) != Character.PARAGRAPH_SEPARATOR;
        shown.appendCodePoint(printable ? codePoint : 0xFFFD);
        return 1;
    }
}
