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
    private final BodyBuilder bodies;

    SyntaxBuilder(SourceFile file, Problems problems, List<Comment> comments) {
        this.file = file;
        this.problems = problems;
        this.comments = comments;
        this.formulas = new FormulaBuilder(file);
        this.bodies = new BodyBuilder(file, problems, this);
    }

    SourceUnit build(NnParser.FileContext tree) {
        List<Declaration> declarations = new ArrayList<>();
        int explained = 0;
        for (NnParser.DeclarationContext context : tree.declaration()) {
            Token stop = context.stop == null ? context.start : context.stop;
            int start = context.start.getStartIndex();
            int end = stop.getStopIndex() + 1;
            boolean sound = context.exception == null && !problems.touchesStructure(start, end);
            Optional<Declaration> declaration = sound ? declaration(context, start, end) : Optional.empty();
            if (declaration.isPresent()) {
                declarations.add(declaration.get());
                explained += problems.places(start, end);
            }
        }
        return new SourceUnit(file, declarations, comments, explained == problems.places());
    }

    private Optional<Declaration> declaration(NnParser.DeclarationContext context, int start, int end) {
        if (context.importing() != null || context.constant() != null) {
            return problems.touches(start, end) ? Optional.empty() : Optional.of(declaration(context));
        }
        NnParser.BodyContext body = context.block() != null
                ? context.block().body()
                : context.model().body();
        if (body == null || problems.touches(start, body.start.getStartIndex())) {
            return Optional.empty();
        }
        return bodies.body(body).map(built -> declaration(context, built));
    }

    private Declaration declaration(NnParser.DeclarationContext context) {
        if (context.importing() != null) {
            NnParser.ImportingContext importing = context.importing();
            Item target = importing.path() != null ? path(importing.path()) : text(importing.STRING());
            return new Declaration.Import(target, span(context));
        }
        NnParser.ConstantContext constant = context.constant();
        return new Declaration.Const(identifier(constant.ID()), value(constant.value()), span(context));
    }

    private Declaration declaration(NnParser.DeclarationContext context, Body body) {
        if (context.block() != null) {
            NnParser.BlockHeadContext head = context.block().blockHead();
            return new Declaration.Block(
                    identifier(head.ID()), parameters(head.parameters()), body, documentation(context), span(context));
        }
        return new Declaration.Model(
                identifier(context.model().modelHead().ID()), body, documentation(context), span(context));
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

    /** A statement in which nothing is wrong, with the body it has. */
    Statement statement(NnParser.StatementContext context, Optional<Body> body) {
        if (context.head() == null) {
            return new Statement.Group(label(context), body.orElseThrow(), span(context));
        }
        return new Statement.Call(
                label(context),
                identifier(context.head().ID()),
                context.head().argument().stream().map(this::argument).toList(),
                body,
                documentation(context),
                span(context));
    }

    Optional<Identifier> label(NnParser.StatementContext context) {
        return Optional.ofNullable(context.label())
                .filter(written -> written.exception == null && written.name() != null)
                .map(written -> identifier(written.name()));
    }

    private Argument argument(NnParser.ArgumentContext context) {
        Optional<Identifier> key =
                Optional.ofNullable(context.key()).map(name -> new Identifier(name.getText(), span(name)));
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

    Span span(ParserRuleContext context) {
        return Tokens.span(file, context.start).to(Tokens.span(file, context.stop));
    }
}
