package io.github.nnc.parser;

import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Comment;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.SourceUnit;
import io.github.nnc.syntax.Statement;
import io.github.nnc.syntax.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Parse tree to syntax records. */
final class SyntaxBuilder {

    private final SourceFile file;
    private final Problems problems;
    private final List<Comment> comments;
    private final FormulaBuilder formulas;

    SyntaxBuilder(SourceFile file, Problems problems, List<Comment> comments) {
        this.file = file;
        this.problems = problems;
        this.comments = comments;
        this.formulas = new FormulaBuilder(file);
    }

    SourceUnit build(NnParser.FileContext tree) {
        List<Declaration> declarations = new ArrayList<>();
        for (NnParser.DeclarationContext context : tree.declaration()) {
            Token stop = context.stop == null ? context.start : context.stop;
            boolean sound = context.exception == null
                    && !problems.touches(context.start.getStartIndex(), stop.getStopIndex() + 1);
            if (sound) {
                declarations.add(declaration(context));
            }
        }
        return new SourceUnit(file, declarations, comments);
    }

    private Declaration declaration(NnParser.DeclarationContext context) {
        if (context.importing() != null) {
            NnParser.ImportingContext importing = context.importing();
            Item target = importing.path() != null ? path(importing.path()) : text(importing.STRING());
            return new Declaration.Import(target, span(context));
        }
        if (context.constant() != null) {
            NnParser.ConstantContext constant = context.constant();
            return new Declaration.Const(identifier(constant.ID()), value(constant.value()), span(context));
        }
        if (context.block() != null) {
            NnParser.BlockHeadContext head = context.block().blockHead();
            return new Declaration.Block(
                    identifier(head.ID()),
                    parameters(head.parameters()),
                    body(context.block().body()),
                    documentation(context),
                    span(context));
        }
        return new Declaration.Model(
                identifier(context.model().modelHead().ID()),
                body(context.model().body()),
                documentation(context),
                span(context));
    }

    private List<Declaration.Parameter> parameters(NnParser.ParametersContext context) {
        return context == null
                ? List.of()
                : context.parameter().stream().map(this::parameter).toList();
    }

    private Declaration.Parameter parameter(NnParser.ParameterContext context) {
        Optional<Value> value =
                Optional.ofNullable(context.item()).map(item -> new Value(List.of(item(item)), span(item)));
        return new Declaration.Parameter(identifier(context.ID()), value, span(context));
    }

    private Body body(NnParser.BodyContext context) {
        List<Body.Branch> branches = new ArrayList<>();
        for (NnParser.BranchContext branch : context.branch()) {
            List<Statement> statements =
                    branch.statement().stream().map(this::statement).toList();
            branches.add(new Body.Branch(statements, statements.isEmpty() ? emptySpan(branch) : span(branch)));
        }
        return new Body(branches, span(context));
    }

    // ANTLR says of an empty rule that it ends before it starts
    private Span emptySpan(NnParser.BranchContext branch) {
        int at = branch.start.getStartIndex();
        return file.span(at, at);
    }

    private Statement statement(NnParser.StatementContext context) {
        Optional<Identifier> label = Optional.ofNullable(context.label()).map(written -> identifier(written.name()));
        Optional<Body> body = Optional.ofNullable(context.body()).map(this::body);
        if (context.head() == null) {
            return new Statement.Group(label, body.orElseThrow(), span(context));
        }
        return new Statement.Call(
                label,
                identifier(context.head().ID()),
                context.head().argument().stream().map(this::argument).toList(),
                body,
                documentation(context),
                span(context));
    }

    private Argument argument(NnParser.ArgumentContext context) {
        Optional<Identifier> key = Optional.ofNullable(context.ID()).map(this::identifier);
        return new Argument(key, value(context.value()), span(context));
    }

    private Value value(NnParser.ValueContext context) {
        return new Value(context.item().stream().map(this::item).toList(), span(context));
    }

    private Item item(NnParser.ItemContext context) {
        if (context.number() != null) {
            return formulas.number(context.number());
        }
        if (context.path() != null) {
            return path(context.path());
        }
        if (context.STRING() != null) {
            return text(context.STRING());
        }
        if (context.DIMS() != null) {
            return new Item.Dims(Literals.sizes(context.DIMS().getText()), span(context));
        }
        if (context.RANGE() != null) {
            return range(context);
        }
        return new Item.Expression(formulas.extents(context.formula()), span(context));
    }

    private Item.Range range(NnParser.ItemContext context) {
        String text = context.RANGE().getText();
        int dots = text.indexOf("..");
        Optional<Long> from = dots == 0 ? Optional.empty() : Optional.of(Long.parseLong(text.substring(0, dots)));
        return new Item.Range(from, Long.parseLong(text.substring(dots + 2)), span(context));
    }

    private Item.Text text(TerminalNode node) {
        return new Item.Text(Literals.string(node.getText()), Tokens.span(file, node.getSymbol()));
    }

    private Item.Path path(NnParser.PathContext context) {
        return new Item.Path(List.of(context.start.getText().split("\\.")), span(context));
    }

    private Identifier identifier(TerminalNode node) {
        return new Identifier(node.getText(), Tokens.span(file, node.getSymbol()));
    }

    private Identifier identifier(NnParser.NameContext context) {
        return new Identifier(context.start.getText(), span(context));
    }

    /** The doc comment that ends just before a construct: only white space and other comments stand between. */
    private Optional<String> documentation(ParserRuleContext context) {
        int end = context.start.getStartIndex();
        for (int at = lastBefore(end); at >= 0; at--) {
            Comment comment = comments.get(at);
            if (!file.text().substring(comment.span().end(), end).isBlank()) {
                return Optional.empty();
            }
            if (comment.kind() == Comment.Kind.DOC) {
                return Optional.of(Literals.documentation(comment.span().text()));
            }
            end = comment.span().start();
        }
        return Optional.empty();
    }

    private int lastBefore(int offset) {
        int low = 0;
        int high = comments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (comments.get(middle).span().start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private Span span(ParserRuleContext context) {
        return Tokens.span(file, context.start).to(Tokens.span(file, context.stop));
    }
}
