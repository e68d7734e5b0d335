package io.github.nnc.diagnostic;

import io.github.nnc.source.Position;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import java.util.List;
import java.util.Locale;

/**
 * Diagnostics for people: code and message, place, the source line with carets, notes and helps.
 *
 * <pre>
 * error[NN203]: `dense` needs a vector or tokens x features, but receives 32x5x5
 *   --> digits.nn:8:3
 *    |
 *  8 |   dense 10 softmax;
 *    |   ^^^^^
 *   note: 32x5x5 comes from `maxpool 2x2` at line 7: floor((11 - 2) / 2) + 1 = 5
 *   help: put `flatten` before it (32*5*5 = 800 values)
 * </pre>
 */
public final class TextRenderer {

    private static final String RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[1;33m";
    private static final String BLUE = "\u001b[1;34m";
    private static final String CYAN = "\u001b[1;36m";
    private static final String BOLD = "\u001b[1m";
    private static final String RESET = "\u001b[0m";

    private final boolean colour;

    private TextRenderer(boolean colour) {
        this.colour = colour;
    }

    public static TextRenderer plain() {
        return new TextRenderer(false);
    }

    /** With the escape sequences that terminals understand as colours. */
    public static TextRenderer coloured() {
        return new TextRenderer(true);
    }

    /** All diagnostics with an empty line between them and a summary at the end; empty if there are none. */
    public String render(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            out.append(render(diagnostic)).append('\n');
        }
        if (!diagnostics.isEmpty()) {
            boolean errors = diagnostics.stream().anyMatch(Diagnostic::isError);
            paint(out, errors ? RED : YELLOW, errors ? "error" : "warning");
            out.append(": ").append(summary(diagnostics)).append('\n');
        }
        return out.toString();
    }

    /** How many errors and warnings there are, {@code 3 errors, 1 warning}. */
    public static String summary(List<Diagnostic> diagnostics) {
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        long warnings = diagnostics.size() - errors;
        if (warnings == 0) {
            return count(errors, "error");
        }
        return errors == 0 ? count(warnings, "warning") : count(errors, "error") + ", " + count(warnings, "warning");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** One diagnostic; each line ends with a line feed. */
    public String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        String severity = diagnostic.code().severity().name().toLowerCase(Locale.ROOT);
        paint(
                out,
                diagnostic.isError() ? RED : YELLOW,
                severity + "[" + diagnostic.code().id() + "]");
        paint(out, BOLD, ": " + diagnostic.message());
        out.append('\n');
        excerpt(out, diagnostic.span(), diagnostic.isError() ? RED : YELLOW);
        for (String note : diagnostic.notes()) {
            remark(out, "note", note);
        }
        for (Help help : diagnostic.helps()) {
            remark(out, "help", help.text());
        }
        return out.toString();
    }

    private void remark(StringBuilder out, String kind, String text) {
        out.append("  ");
        paint(out, CYAN, kind);
        out.append(": ").append(text.replace("\n", "\n        ")).append('\n');
    }

    private void excerpt(StringBuilder out, Span span, String caretColour) {
        SourceFile file = span.file();
        Position start = span.startPosition();
        // an end at the beginning of a line belongs to the line before
        Position end = file.position(span.end() > span.start() ? span.end() - 1 : span.end());
        int width = Integer.toString(end.line()).length();
        out.append(" ".repeat(width + 1));
        paint(out, BLUE, "-->");
        out.append(' ').append(file.path()).append(':').append(start).append('\n');
        gutter(out, "", width);
        out.append('\n');
        boolean one = start.line() == end.line();
        String first = file.line(start.line());
        line(out, caretColour, width, start.line(), first, start.column() - 1, one ? end.column() : first.length());
        if (!one) {
            if (end.line() > start.line() + 1) {
                paint(out, BLUE, "...");
                out.append('\n');
            }
            String last = file.line(end.line());
            int indent = last.length() - last.stripLeading().length();
            line(out, caretColour, width, end.line(), last, Math.min(indent, end.column() - 1), end.column());
        }
    }

    private void line(StringBuilder out, String caretColour, int width, int number, String text, int from, int to) {
        Excerpt excerpt = Excerpt.of(text, from, to);
        gutter(out, Integer.toString(number), width);
        if (!excerpt.text().isBlank()) {
            out.append(' ').append(excerpt.text());
        }
        out.append('\n');
        gutter(out, "", width);
        out.append(' ').append(" ".repeat(excerpt.indent()));
        paint(out, caretColour, "^".repeat(excerpt.carets()));
        out.append('\n');
    }

    private void gutter(StringBuilder out, String number, int width) {
        paint(out, BLUE, " " + " ".repeat(width - number.length()) + number + " |");
    }

    private void paint(StringBuilder out, String style, String text) {
        if (colour) {
            out.append(style).append(text).append(RESET);
        } else {
            out.append(text);
        }
    }
}
