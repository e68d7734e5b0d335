package io.github.nnc.testing;

import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Arithmetic;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.SourceUnit;
import io.github.nnc.syntax.Statement;
import io.github.nnc.syntax.Value;
import java.util.stream.Collectors;

/** Everything that syntax says, without the places: two units with equal texts differ in spans and comments only. */
public final class SyntaxText {

    private SyntaxText() {}

    public static String of(SourceUnit unit) {
        return unit.declarations().stream().map(SyntaxText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Declaration declaration) {
        if (declaration instanceof Declaration.Import written) {
            return "import " + of(written.target());
        }
        if (declaration instanceof Declaration.Const written) {
            return "const " + written.name().text() + of(written.value());
        }
        if (declaration instanceof Declaration.Block written) {
            String parameters = written.parameters().stream()
                    .map(parameter -> parameter.name().text()
                            + parameter.defaultValue().map(SyntaxText::of).orElse(""))
                    .collect(Collectors.joining(" "));
            return "block " + written.documentation() + written.name().text() + "(" + parameters + ")"
                    + of(written.body());
        }
        Declaration.Model model = (Declaration.Model) declaration;
        return "model " + model.documentation() + model.name().text() + of(model.body());
    }

    private static String of(Body body) {
        return body.branches().stream()
                .map(branch ->
                        branch.statements().stream().map(SyntaxText::of).collect(Collectors.joining(";", "{", "}")))
                .collect(Collectors.joining("|", "<", ">"));
    }

    private static String of(Statement statement) {
        String label = statement.label().map(written -> written.text() + ":").orElse("");
        if (statement instanceof Statement.Group group) {
            return label + of(group.body());
        }
        Statement.Call call = (Statement.Call) statement;
        return label
                + call.documentation()
                + call.name().text()
                + call.arguments().stream().map(SyntaxText::of).collect(Collectors.joining(" ", "(", ")"))
                + call.body().map(SyntaxText::of).orElse("");
    }

    private static String of(Argument argument) {
        return argument.key().map(key -> key.text() + "=").orElse("") + of(argument.value());
    }

    private static String of(Value value) {
        return value.items().stream().map(SyntaxText::of).collect(Collectors.joining(",", "[", "]"));
    }

    private static String of(Item item) {
        if (item instanceof Item.Number number) {
            return "number " + number.value() + number.integer();
        }
        if (item instanceof Item.Dims dims) {
            return "dims " + dims.sizes();
        }
        if (item instanceof Item.Range range) {
            return "range " + range.from() + range.to();
        }
        if (item instanceof Item.Text text) {
            return "text " + text.value();
        }
        if (item instanceof Item.Path path) {
            return "path " + path.parts();
        }
        return ((Item.Expression) item)
                .extents().stream()
                        .map(extent -> extent.from().map(SyntaxText::of) + ":" + of(extent.to()) + extent.range())
                        .collect(Collectors.joining(" x ", "formula ", ""));
    }

    private static String of(Arithmetic arithmetic) {
        if (arithmetic instanceof Arithmetic.Literal literal) {
            return literal.value() + (literal.integer() ? "" : "f");
        }
        if (arithmetic instanceof Arithmetic.Name name) {
            return name.name();
        }
        if (arithmetic instanceof Arithmetic.Negation negation) {
            return "-(" + of(negation.operand()) + ")";
        }
        Arithmetic.Operation operation = (Arithmetic.Operation) arithmetic;
        return "(" + of(operation.left()) + operation.operator().symbol() + of(operation.right()) + ")";
    }
}
