package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Rewriter;
import java.util.OptionalDouble;

/** Computes what is known when a model is compiled: operations on constants, and guards whose outcome is certain. */
final class FoldConstants implements Pass {

    @Override
    public Program apply(Program program) {
        Rewriter folding = new Folding();
        return program.with(
                program.buffers(),
                program.steps().stream().map(folding::rewrite).toList());
    }

    private static final class Folding extends Rewriter {

        @Override
        protected Expression load(Access access) {
            Access inner = rewrite(access);
            if (inner.outside().isEmpty()) {
                return new Expression.Load(inner);
            }
            boolean inside = true;
            for (int i = 0; i < inner.indices().size(); i++) {
                if (inner.indices().get(i) instanceof Index.Affine at) {
                    Index.Affine end = Index.of(inner.view().extent(i));
                    if (at.most() < 0 || at.minus(end).least() >= 0) {
                        return Expression.constant(inner.outside().getAsDouble());
                    }
                    inside &= at.least() >= 0 && at.minus(end).most() < 0;
                } else {
                    inside = false;
                }
            }
            return new Expression.Load(
                    inside ? new Access(inner.buffer(), inner.view(), inner.indices(), OptionalDouble.empty()) : inner);
        }

        @Override
        protected Index division(Index.FloorDivision division) {
            return division.numerator().isConstant()
                    ? Index.of(Math.floorDiv(division.numerator().constant(), division.divisor()))
                    : division;
        }

        @Override
        protected Expression built(Expression expression) {
            if (expression instanceof Expression.Binary binary
                    && binary.left() instanceof Expression.Constant left
                    && binary.right() instanceof Expression.Constant right) {
                return Expression.constant(value(binary.operator(), left.value(), right.value()));
            }
            if (expression instanceof Expression.Binary binary && isNeutral(binary)) {
                return binary.left();
            }
            if (expression instanceof Expression.Unary unary
                    && unary.operator() == Expression.UnaryOperator.NEGATE
                    && unary.operand() instanceof Expression.Constant constant) {
                return Expression.constant(-constant.value());
            }
            return expression;
        }

        /** Whether the right side changes nothing, not even the sign of a zero. */
        private static boolean isNeutral(Expression.Binary binary) {
            return binary.right() instanceof Expression.Constant right
                    && right.value() == 1
                    && (binary.operator() == Expression.BinaryOperator.MULTIPLY
                            || binary.operator() == Expression.BinaryOperator.DIVIDE
                            || binary.operator() == Expression.BinaryOperator.POWER);
        }

        private static double value(Expression.BinaryOperator operator, double left, double right) {
            return switch (operator) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case MULTIPLY -> left * right;
                case DIVIDE -> left / right;
                case MINIMUM -> Math.min(left, right);
                case MAXIMUM -> Math.max(left, right);
                case POWER -> Math.pow(left, right);
            };
        }
    }
}
