package io.github.nnc.parser;

import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Arithmetic;
import io.github.nnc.syntax.Arithmetic.Operator;
import io.github.nnc.syntax.Item;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Numbers and formulas of the parse tree to syntax records. */
final class FormulaBuilder {

    private final SourceFile file;

    FormulaBuilder(SourceFile file) {
        this.file = file;
    }

    Item.Number number(NnParser.NumberContext context) {
        boolean integer = context.INT() != null;
        String text = (integer ? context.INT() : context.FLOAT()).getText();
        return new Item.Number(Literals.number(context.MINUS() == null ? text : "-" + text), integer, span(context));
    }

    List<Item.ExtentExpression> extents(NnParser.FormulaContext context) {
        return context.extent().stream().map(this::extent).toList();
    }

    private Item.ExtentExpression extent(NnParser.ExtentContext context) {
        List<NnParser.SumContext> sums = context.sum();
        Optional<Arithmetic> from = sums.size() == 2 ? Optional.of(sum(sums.get(0))) : Optional.empty();
        Arithmetic to = sum(sums.get(sums.size() - 1));
        return new Item.ExtentExpression(from, to, context.DOTS() != null, span(context));
    }

    private Arithmetic sum(NnParser.SumContext context) {
        Arithmetic result = product(context.product(0));
        for (int at = 1; at < context.product().size(); at++) {
            TerminalNode operator = (TerminalNode) context.getChild(2 * at - 1);
            result = operation(operator.getSymbol(), result, product(context.product(at)));
        }
        return result;
    }

    private Arithmetic product(NnParser.ProductContext context) {
        Arithmetic result = unary(context.unary(0));
        for (int at = 1; at < context.unary().size(); at++) {
            TerminalNode operator = (TerminalNode) context.getChild(2 * at - 1);
            result = operation(operator.getSymbol(), result, unary(context.unary(at)));
        }
        return result;
    }

    private static Arithmetic operation(Token token, Arithmetic left, Arithmetic right) {
        Operator operator = switch (token.getType()) {
            case NnLexer.PLUS -> Operator.ADD;
            case NnLexer.MINUS -> Operator.SUBTRACT;
            case NnLexer.STAR -> Operator.MULTIPLY;
            default -> Operator.DIVIDE;
        };
        return new Arithmetic.Operation(operator, left, right, left.span().to(right.span()));
    }

    private Arithmetic unary(NnParser.UnaryContext context) {
        Arithmetic operand = operand(context.operand());
        return context.MINUS() == null ? operand : new Arithmetic.Negation(operand, span(context));
    }

    private Arithmetic operand(NnParser.OperandContext context) {
        if (context.sum() != null) {
            return sum(context.sum());
        }
        if (context.ID() != null) {
            return new Arithmetic.Name(context.ID().getText(), span(context));
        }
        return new Arithmetic.Literal(Literals.number(context.getText()), context.INT() != null, span(context));
    }

    private Span span(ParserRuleContext context) {
        return Tokens.span(file, context.start).to(Tokens.span(file, context.stop));
    }
}
