package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Rewriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Computes what is known when a model is compiled: operations on constants, and guards whose outcome is certain. */
final class FoldConstants implements Pass {

    @Override
    public Program apply(Program program) {
        Rewriter folding = new Folding();
        return new Program(
                program.buffers(),
                program.steps().stream().map(folding::rewrite).toList());
    }

    private static final class Folding extends Rewriter {

        @Override
        protected Expression load(Access access) {
            if (access.outside().isEmpty() || !isCertain(access)) {
                return super.load(access);
            }
            List<Index> indices = new ArrayList<>(access.indices());
            for (int i = 0; i < indices.size(); i++) {
                long at = ((Index.Affine) indices.get(i)).constant();
                if (at < 0 || at >= access.view().extent(i).min()) {
                    return Expression.constant(access.outside().getAsDouble());
                }
            }
            return super.load(new Access(access.buffer(), access.view(), indices, OptionalDouble.empty()));
        }

        private static boolean isCertain(Access access) {
            for (int i = 0; i < access.indices().size(); i++) {
                boolean constant = access.indices().get(i) instanceof Index.Affine index
                        && index.terms().isEmpty();
                if (!constant || !access.view().extent(i).isFixed()) {
                    return false;
                }
            }
            return true;
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
