package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Expression.UnaryOperator;
import io.github.nnc.kernel.Index;

/**
 * How values along one axis of an output follow from those along the input, as in PyTorch's
 * {@code functional.interpolate}. The curve between values is a filter over their distance: a triangle, or the cubic
 * convolution of Keys (1981), which antialiasing widens to cover all inputs of an output.
 *
 * @param ratio how far one step along the output goes along the input
 * @param from the length of the input
 * @param to the length of the output
 */
record Interpolation(Method method, boolean alignCorners, boolean antialias, Ratio ratio, long from, long to) {

    /** The curve. */
    enum Method {
        NEAREST,
        LINEAR,
        CUBIC;

        static Method of(String word) {
            return switch (word) {
                case "nearest" -> NEAREST;
                case "linear" -> LINEAR;
                default -> CUBIC;
            };
        }
    }

    /** Whether the output is the input; on a line PyTorch lets equal lengths decide, whatever the factor. */
    boolean isIdentity() {
        return from == to && (ratio.isOne() || method == Method.LINEAR && !antialias);
    }

    /** How far the filter reaches. */
    private double support() {
        return (method == Method.LINEAR ? 1 : 2) * stretch();
    }

    /** How many times as wide the filter is as between neighbours. */
    private double stretch() {
        return antialias ? Math.max(1, ratio.value()) : 1;
    }

    /** How many values of the input an output is made of, at most. */
    long taps() {
        return antialias ? 2 * (long) Math.ceil(support()) + 1 : method == Method.LINEAR ? 2 : 4;
    }

    /** Where an output lies along the input, counted from the centre of the first value. */
    Expression source(Axis output) {
        long p = ratio.numerator().bitLength() < Long.SIZE ? ratio.numerator().longValue() : 0;
        long q = ratio.denominator().bitLength() < Long.SIZE
                ? ratio.denominator().longValue()
                : 0;
        boolean exact = ratio.isExact(2 * to);
        if (alignCorners && !antialias) {
            return exact
                    ? new Expression.Position(Index.of(output).times(p)).dividedBy(constant(q))
                    : new Expression.Position(Index.of(output)).times(constant(ratio.value()));
        }
        return exact
                ? new Expression.Position(Index.of(output).times(2 * p).plus(p - q)).dividedBy(constant(2.0 * q))
                : new Expression.Position(Index.of(output))
                        .plus(constant(0.5))
                        .times(constant(ratio.value()))
                        .minus(constant(0.5));
    }

    /** The first value of the input that an output at {@code source} may be made of; it may lie before the input. */
    Expression first(Expression source) {
        Expression begin = antialias
                ? source.plus(constant(1 - support()))
                : method == Method.LINEAR ? source : source.minus(constant(1));
        return begin.apply(UnaryOperator.FLOOR);
    }

    /** What the value at {@code position} counts in the output at {@code source}, before all are made to sum to 1. */
    Expression weight(Expression source, Expression position) {
        Expression distance = position.minus(source).apply(UnaryOperator.ABS).times(constant(1 / stretch()));
        return method == Method.LINEAR ? triangle(distance) : cubic(distance, antialias ? -0.5 : -0.75);
    }

    private static Expression triangle(Expression distance) {
        return constant(1).minus(distance).maximum(constant(0));
    }

    /** (a + 2) d^3 - (a + 3) d^2 + 1 up to 1, a (d^3 - 5 d^2 + 8 d - 4) up to 2, 0 beyond. */
    private static Expression cubic(Expression d, double a) {
        Expression near = d.times(constant(a + 2))
                .minus(constant(a + 3))
                .times(d)
                .times(d)
                .plus(constant(1));
        Expression far = d.minus(constant(5))
                .times(d)
                .plus(constant(8))
                .times(d)
                .minus(constant(4))
                .times(constant(a));
        return d.ifLess(constant(1), near, d.ifLess(constant(2), far, constant(0)));
    }
}
