package io.github.nnc.emit;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import java.util.function.Function;

/** Prints expressions as Java; {@code $W} in the text is a place where a line may break. */
final class ScalarCode {

    private static final int ATOM = 0;
    private static final int UNARY = 1;
    private static final int PRODUCT = 2;
    private static final int SUM = 3;
    private static final int TERNARY = 5;

    private final Function<Access, String> loads;
    private final Function<Index.Affine, String> positions;
    private final Function<Expression, String> locals;

    /**
     * @param loads the text of a load
     * @param positions the text of an index
     * @param locals the variable that holds an expression already, or null; asked for every expression
     */
    ScalarCode(
            Function<Access, String> loads,
            Function<Index.Affine, String> positions,
            Function<Expression, String> locals) {
        this.loads = loads;
        this.positions = positions;
        this.locals = locals;
    }

    String print(Expression expression) {
        return term(expression).text;
    }

    /** The same, in parentheses unless it may stand left of a product. */
    String factor(Expression expression) {
        return term(expression).within(PRODUCT);
    }

    private record Term(String text, int precedence) {

        String within(int limit) {
            return precedence <= limit ? text : "(" + text + ")";
        }
    }

    private Term term(Expression expression) {
        String local = locals.apply(expression);
        if (local != null) {
            return new Term(local, ATOM);
        }
        if (expression instanceof Expression.Constant constant) {
            String text = FloatLiteral.of(constant.value());
            return new Term(text, text.startsWith("-") ? UNARY : ATOM);
        } else if (expression instanceof Expression.Load load) {
            String text = loads.apply(load.access());
            return new Term(text, ATOM);
        } else if (expression instanceof Expression.Position position) {
            return new Term("(float) (" + positions.apply(position.index()) + ")", UNARY);
        } else if (expression instanceof Expression.Unary unary) {
            return unary(unary);
        } else if (expression instanceof Expression.Binary binary) {
            return binary(binary);
        } else if (expression instanceof Expression.Select select) {
            return select(select);
        }
        throw new IllegalStateException("no reduced value here: " + expression);
    }

    private Term unary(Expression.Unary unary) {
        Term operand = term(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> new Term("-" + negatable(operand), UNARY);
            case ABS -> new Term("Math.abs(" + operand.text + ")", ATOM);
            case FLOOR -> rounded("Math.floor", operand.text);
            case CEIL -> rounded("Math.ceil", operand.text);
            case ROUND -> rounded("Math.rint", operand.text);
            case SQRT -> rounded("Math.sqrt", operand.text);
            case EXP -> rounded("Math.exp", operand.text);
            case EXPM1 -> rounded("Math.expm1", operand.text);
            case LOG -> rounded("Math.log", operand.text);
            case LOG1P -> rounded("Math.log1p", operand.text);
            case TANH -> new Term("HyperbolicTangent.tanh(" + operand.text + ")", ATOM);
            case ERF -> new Term("ErrorFunction.erf(" + operand.text + ")", ATOM);
            case SIN -> rounded("Math.sin", operand.text);
            case COS -> rounded("Math.cos", operand.text);
        };
    }

    private static String negatable(Term operand) {
        String text = operand.within(UNARY);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    private static Term rounded(String function, String arguments) {
        return new Term("(float) " + function + "(" + arguments + ")", UNARY);
    }

    private Term binary(Expression.Binary binary) {
        Term left = term(binary.left());
        Term right = term(binary.right());
        return switch (binary.operator()) {
            case ADD -> sum(left, "+", right);
            case SUBTRACT -> sum(left, "-", right);
            case MULTIPLY -> new Term(left.within(PRODUCT) + " * " + right.within(UNARY), PRODUCT);
            case DIVIDE -> new Term(left.within(PRODUCT) + " / " + right.within(UNARY), PRODUCT);
            case MINIMUM -> new Term("Math.min(" + left.text + ",$W" + right.text + ")", ATOM);
            case MAXIMUM -> new Term("Math.max(" + left.text + ",$W" + right.text + ")", ATOM);
            case POWER -> rounded("Math.pow", left.text + ",$W" + right.text);
        };
    }

    private static Term sum(Term left, String operator, Term right) {
        return new Term(left.within(SUM) + "$W" + operator + " " + right.within(PRODUCT), SUM);
    }

    private Term select(Expression.Select select) {
        String comparison = switch (select.comparison()) {
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            case EQUAL -> " == ";
        };
        return new Term(
                compared(select.left(), select.right())
                        + comparison
                        + compared(select.right(), select.left())
                        + "$W? "
                        + term(select.then()).within(SUM)
                        + "$W: "
                        + term(select.otherwise()).within(SUM),
                TERNARY);
    }

    /** One side of a comparison; two positions are compared as the whole numbers they are. */
    private String compared(Expression side, Expression other) {
        return side instanceof Expression.Position position && other instanceof Expression.Position
                ? positions.apply(position.index())
                : term(side).within(SUM);
    }
}
