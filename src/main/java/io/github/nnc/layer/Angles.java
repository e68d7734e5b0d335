package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;

/**
 * The angles by which sinusoidal and rotary positions tell tokens apart: p * base^(-2 i / size) for the i-th pair of
 * numbers of the token at position p (Vaswani et al., 2017).
 *
 * @param size how many numbers there are, two for each angle
 */
record Angles(long size, double base) {

    Axis pairs() {
        return new Axis("i", Extent.of(size / 2));
    }

    Expression at(Axis position, Axis pair) {
        Expression exponent = new Expression.Position(Index.of(pair)).times(constant(-2.0 / size));
        Expression frequency = new Expression.Binary(Expression.BinaryOperator.POWER, constant(base), exponent);
        return new Expression.Position(Index.of(position)).times(frequency);
    }
}
