package io.github.nnc.report;

import java.util.Locale;

/** Writes an SVG document, one element a line. */
final class Svg {

    /** What Unicode puts in the place of a character that cannot be shown. */
    private static final int REPLACEMENT = 0xFFFD;

    static final String INK = "#1f2933";
    static final String FAINT = "#7b8794";
    static final String LINE = "#9aa5b1";
    static final String POSITIVE = "#2563c9";
    static final String NEGATIVE = "#d1495b";

    private final StringBuilder body = new StringBuilder();

    /** The whole document on a white sheet; sizes in pixels. */
    String document(double width, double height, String title) {
        return String.format(Locale.ROOT, """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" viewBox="0 0 %1$.0f %2$.0f" \
                        font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">
                        <title>%3$s</title>
                        <rect width="100%%" height="100%%" rx="12" fill="#ffffff"/>
                        """, width, height, escaped(title)) + body + "</svg>\n";
    }

    void line(double x1, double y1, double x2, double y2, String colour, double width, double opacity, String hint) {
        add(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\" stroke-opacity=\"%s\"",
                number(x1), number(y1), number(x2), number(y2), colour, number(width), number(opacity));
        body.append(hint.isEmpty() ? "/>\n" : "><title>" + escaped(hint) + "</title></line>\n");
    }

    void circle(double x, double y, double radius, String fill, String stroke) {
        add(
                "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                number(x), number(y), number(radius), fill, stroke);
    }

    void rectangle(double x, double y, double width, double height, double radius, String fill, String stroke) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" fill=\"%s\" stroke=\"%s\""
                        + " stroke-width=\"1.5\"/>%n",
                number(x), number(y), number(width), number(height), number(radius), fill, stroke);
    }

    void frame(double x, double y, double width, double height) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"14\" fill=\"#f5f7fa\" stroke=\"%s\""
                        + " stroke-dasharray=\"5 4\"/>%n",
                number(x), number(y), number(width), number(height), LINE);
    }

    /** @param path the path's commands, made with {@link #number} */
    void path(String path) {
        add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>%n", path, LINE);
    }

    void arrowHead(double x, double y) {
        add("<path d=\"M%s %sl-4.5 -8h9z\" fill=\"%s\"/>%n", number(x), number(y), LINE);
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    void text(double x, double y, String anchor, double size, String weight, String colour, String text) {
        add(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%s\" font-weight=\"%s\" fill=\"%s\">%s</text>%n",
                number(x), number(y), anchor, number(size), weight, colour, escaped(text));
    }

    /** Small text that stays readable where a line passes behind it. */
    void label(double x, double y, String text) {
        add(
                "<text x=\"%s\" y=\"%s\" font-size=\"12\" font-weight=\"bold\" fill=\"%s\" stroke=\"#ffffff\""
                        + " stroke-width=\"4\" paint-order=\"stroke\">%s</text>%n",
                number(x), number(y), FAINT, escaped(text));
    }

    /** At most two decimals, no exponent. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
    }

    /** How wide a text is, about, in pixels. */
    static double width(String text, double size) {
        return text.length() * size * 0.56;
    }

    private void add(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format.replace("%n", "\n"), arguments));
    }

    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> result.append("&amp;");
                case '<' -> result.append("&lt;");
                case '>' -> result.append("&gt;");
                case '"' -> result.append("&quot;");
                default -> result.appendCodePoint(isAllowed(c) ? c : REPLACEMENT);
            }
        });
        return result.toString();
    }

    /** XML 1.0, section 2.2: no document may hold other characters, however they are written. */
    private static boolean isAllowed(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && !half && c != 0xFFFE && c != 0xFFFF;
    }
}
