package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Rewriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds and replaces parts of expressions. */
final class Subexpressions {

    private Subexpressions() {}

    /** What an expression is an operation on; nothing for numbers and loads. */
    static List<Expression> operands(Expression expression) {
        if (expression instanceof Expression.Unary unary) {
            return List.of(unary.operand());
        } else if (expression instanceof Expression.Binary binary) {
            return List.of(binary.left(), binary.right());
        } else if (expression instanceof Expression.Select select) {
            return List.of(select.left(), select.right(), select.then(), select.otherwise());
        }
        return List.of();
    }

    /** The first unary operation that fits and has no other such one below it. */
    static Optional<Expression.Unary> innermost(Expression expression, Predicate<Expression.UnaryOperator> fits) {
        for (Expression operand : operands(expression)) {
            Optional<Expression.Unary> found = innermost(operand, fits);
            if (found.isPresent()) {
                return found;
            }
        }
        return expression instanceof Expression.Unary unary && fits.test(unary.operator())
                ? Optional.of(unary)
                : Optional.empty();
    }

    /** The expression with another in the place of each occurrence of a part. */
    static Expression replace(Expression expression, Expression part, Expression other) {
        if (expression.equals(part)) {
            return other;
        } else if (expression instanceof Expression.Unary unary) {
            return new Expression.Unary(unary.operator(), replace(unary.operand(), part, other));
        } else if (expression instanceof Expression.Binary binary) {
            return new Expression.Binary(
                    binary.operator(), replace(binary.left(), part, other), replace(binary.right(), part, other));
        } else if (expression instanceof Expression.Select select) {
            return new Expression.Select(
                    select.comparison(),
                    replace(select.left(), part, other),
                    replace(select.right(), part, other),
                    replace(select.then(), part, other),
                    replace(select.otherwise(), part, other));
        }
        return expression;
    }

    /**
     * The largest part that has no operation of the given kinds in it and through which the whole expression sees
     * {@code core}: it contains every occurrence.
     */
    static Expression around(Expression core, Expression expression, Predicate<Expression> excluded) {
        Expression part = core;
        while (true) {
            Set<Expression> users = new HashSet<>();
            collectUsers(expression, part, users);
            if (users.size() != 1 || excluded.test(users.iterator().next())) {
                return part;
            }
            part = users.iterator().next();
        }
    }

    private static void collectUsers(Expression expression, Expression part, Set<Expression> users) {
        if (expression.equals(part)) {
            return;
        }
        for (Expression operand : operands(expression)) {
            if (operand.equals(part)) {
                users.add(expression);
            } else {
                collectUsers(operand, part, users);
            }
        }
    }

    /** Whether a value changes with an axis. */
    static boolean dependsOn(Expression expression, Axis axis) {
        boolean[] depends = {false};
        new Rewriter() {
            @Override
            protected Expression load(Access access) {
                depends[0] |= Uses.dependsOn(access, axis);
                return new Expression.Load(access);
            }

            @Override
            protected Index.Affine position(Index.Affine index) {
                depends[0] |= Uses.dependsOn(index, axis);
                return index;
            }
        }.rewrite(expression);
        return depends[0];
    }

    /** All operations of an expression, itself included. */
    static List<Expression> operations(Expression expression) {
        List<Expression> found = new ArrayList<>();
        if (!operands(expression).isEmpty()) {
            found.add(expression);
        }
        operands(expression).forEach(operand -> found.addAll(operations(operand)));
        return found;
    }
}
