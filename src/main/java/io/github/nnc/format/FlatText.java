package io.github.nnc.format;

import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Arithmetic;
import io.github.nnc.syntax.Arithmetic.Operator;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Statement;
import io.github.nnc.syntax.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Syntax on one line, without comments. */
final class FlatText {

    private FlatText() {}

    static String body(Body body) {
        StringBuilder out = new StringBuilder("<");
        for (int index = 0; index < body.branches().size(); index++) {
            out.append(index == 0 ? "" : " |");
            List<Statement> statements = body.branches().get(index).statements();
            if (!statements.isEmpty()) {
                out.append(' ')
                        .append(statements.stream().map(FlatText::statement).collect(Collectors.joining("; ")));
            }
        }
        return out.append(" >").toString();
    }

    static String statement(Statement statement) {
        String head = head(statement);
        if (statement instanceof Statement.Group group) {
            return (head.isEmpty() ? "" : head + " ") + body(group.body());
        }
        return head
                + ((Statement.Call) statement)
                        .body()
                        .map(body -> " " + body(body))
                        .orElse("");
    }

    /** What stands before the body of a statement. */
    static String head(Statement statement) {
        List<String> parts = new ArrayList<>();
        statement.label().ifPresent(label -> parts.add(label.text() + ":"));
        if (statement instanceof Statement.Call call) {
            parts.add(call.name().text());
            call.arguments().forEach(argument -> parts.add(argument(argument)));
        }
        return String.join(" ", parts);
    }

    static String argument(Argument argument) {
        boolean keyed = argument.key().isPresent();
        return argument.key().map(key -> key.text() + "=").orElse("")
                + argument.value().items().stream().map(FlatText::item).collect(Collectors.joining(keyed ? "," : ", "));
    }

    static String parameter(Declaration.Parameter parameter) {
        return parameter.name().text()
                + parameter.defaultValue().map(value -> " = " + list(value)).orElse("");
    }

    private static String list(Value value) {
        return value.items().stream().map(FlatText::item).collect(Collectors.joining(", "));
    }

    /** Literals as they were written, because 1e-5 and 0.00001 differ to a reader; formulas with their spaces. */
    static String item(Item item) {
        if (item instanceof Item.Expression expression) {
            return expression.extents().stream().map(FlatText::extent).collect(Collectors.joining(" x ", "(", ")"));
        }
        String written = item.span().text();
        return item instanceof Item.Number && written.startsWith("-") ? "-" + digits(written) : written;
    }

    // between a sign and its number there may be white space and comments
    private static String digits(String written) {
        int at = written.length();
        while (Character.isLetterOrDigit(written.charAt(at - 1))
                || written.charAt(at - 1) == '.'
                || (at > 1 && "+-".indexOf(written.charAt(at - 1)) >= 0 && "eE".indexOf(written.charAt(at - 2)) >= 0)) {
            at--;
        }
        return written.substring(at);
    }

    private static String extent(Item.ExtentExpression extent) {
        String from = extent.from().map(FlatText::sum).orElse("");
        String to = sum(extent.to());
        if (!extent.range()) {
            return to;
        }
        // the point of a float would join the dots
        boolean apart = hasFloat(extent.to())
                || extent.from().filter(FlatText::hasFloat).isPresent();
        return apart ? (from + " .. " + to).strip() : from + ".." + to;
    }

    private static boolean hasFloat(Arithmetic arithmetic) {
        if (arithmetic instanceof Arithmetic.Operation operation) {
            return hasFloat(operation.left()) || hasFloat(operation.right());
        }
        if (arithmetic instanceof Arithmetic.Negation negation) {
            return hasFloat(negation.operand());
        }
        return arithmetic instanceof Arithmetic.Literal literal && !literal.integer();
    }

    private static String sum(Arithmetic arithmetic) {
        if (arithmetic instanceof Arithmetic.Operation operation && isSum(operation)) {
            return sum(operation.left()) + " " + operation.operator().symbol() + " " + product(operation.right());
        }
        return product(arithmetic);
    }

    private static String product(Arithmetic arithmetic) {
        if (arithmetic instanceof Arithmetic.Operation operation && !isSum(operation)) {
            return product(operation.left()) + " " + operation.operator().symbol() + " " + unary(operation.right());
        }
        return unary(arithmetic);
    }

    private static String unary(Arithmetic arithmetic) {
        return arithmetic instanceof Arithmetic.Negation negation
                ? "-" + operand(negation.operand())
                : operand(arithmetic);
    }

    private static String operand(Arithmetic arithmetic) {
        boolean simple = arithmetic instanceof Arithmetic.Literal || arithmetic instanceof Arithmetic.Name;
        return simple ? arithmetic.span().text() : "(" + sum(arithmetic) + ")";
    }

    private static boolean isSum(Arithmetic.Operation operation) {
        return operation.operator() == Operator.ADD || operation.operator() == Operator.SUBTRACT;
    }
}
