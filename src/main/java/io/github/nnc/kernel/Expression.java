package io.github.nnc.kernel;

/** A number computed in one iteration of a nest. */
public sealed interface Expression {

    record Constant(double value) implements Expression {}

    record Load(Access access) implements Expression {}

    /** The value that the reduction left; only in an epilogue. */
    record Reduced() implements Expression {}

    /** An index as a number. */
    record Position(Index.Affine index) implements Expression {}

    record Unary(UnaryOperator operator, Expression operand) implements Expression {}

    record Binary(BinaryOperator operator, Expression left, Expression right) implements Expression {}

    /** {@code left comparison right ? then : otherwise}; only the chosen side's value matters, but both must be loadable. */
    record Select(Comparison comparison, Expression left, Expression right, Expression then, Expression otherwise)
            implements Expression {}

    enum UnaryOperator {
        NEGATE,
        ABS,
        /** The largest whole number that is not above. */
        FLOOR,
        /** The smallest whole number that is not below. */
        CEIL,
        /** The nearest whole number, of two as near the even one. */
        ROUND,
        SQRT,
        EXP,
        EXPM1,
        LOG,
        LOG1P,
        TANH,
        ERF,
        SIN,
        COS
    }

    enum BinaryOperator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        MINIMUM,
        MAXIMUM,
        POWER
    }

    enum Comparison {
        LESS,
        LESS_OR_EQUAL,
        EQUAL
    }

    static Expression constant(double value) {
        return new Constant(value);
    }

    default Expression plus(Expression other) {
        return new Binary(BinaryOperator.ADD, this, other);
    }

    default Expression minus(Expression other) {
        return new Binary(BinaryOperator.SUBTRACT, this, other);
    }

    default Expression times(Expression other) {
        return new Binary(BinaryOperator.MULTIPLY, this, other);
    }

    default Expression dividedBy(Expression other) {
        return new Binary(BinaryOperator.DIVIDE, this, other);
    }

    default Expression minimum(Expression other) {
        return new Binary(BinaryOperator.MINIMUM, this, other);
    }

    default Expression maximum(Expression other) {
        return new Binary(BinaryOperator.MAXIMUM, this, other);
    }

    default Expression apply(UnaryOperator operator) {
        return new Unary(operator, this);
    }

    default Expression exp() {
        return apply(UnaryOperator.EXP);
    }

    /** {@code this < bound ? then : otherwise}. */
    default Expression ifLess(Expression bound, Expression then, Expression otherwise) {
        return new Select(Comparison.LESS, this, bound, then, otherwise);
    }
}
