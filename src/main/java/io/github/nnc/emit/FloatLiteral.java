package io.github.nnc.emit;

/** Prints floats as Java source; the only place that does. */
final class FloatLiteral {

    private FloatLiteral() {}

    /** The shortest literal of the nearest float; numbers beyond all floats become infinities. */
    static String of(double value) {
        float number = (float) value;
        if (Float.isNaN(number)) {
            return "Float.NaN";
        } else if (Float.isInfinite(number)) {
            return number > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
        } else if (number == (int) number && Math.abs(number) < 1e7 && (number != 0 || 1 / number > 0)) {
            return (int) number + "f";
        }
        return number + "f";
    }
}
