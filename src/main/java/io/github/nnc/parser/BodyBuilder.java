package io.github.nnc.parser;

import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Bodies with all statements that can be trusted. A problem belongs to the statement before the delimiter at which it was
 * found; that statement is broken, and the others are not. Where a problem concerns more than one statement, or a
 * statement that may define names inside, there is no body.
 */
final class BodyBuilder {

    private final SourceFile file;
    private final Problems problems;
    private final SyntaxBuilder syntax;

    BodyBuilder(SourceFile file, Problems problems, SyntaxBuilder syntax) {
        this.file = file;
        this.problems = problems;
        this.syntax = syntax;
    }

    Optional<Body> body(NnParser.BodyContext context) {
        if (context.exception != null || context.GT() == null || context.LT() == null) {
            return Optional.empty();
        }
        TerminalNode close = context.GT();
        List<NnParser.BranchContext> written = context.branch();
        List<TerminalNode> bars = context.BAR();
        List<Body.Branch> branches = new ArrayList<>();
        Token before = context.LT().getSymbol();
        for (int i = 0; i < written.size(); i++) {
            Token end = (i < bars.size() ? bars.get(i) : close).getSymbol();
            Optional<Body.Branch> branch = branch(written.get(i), before.getStopIndex() + 1, end.getStartIndex());
            if (branch.isEmpty()) {
                return Optional.empty();
            }
            branches.add(branch.get());
            before = end;
        }
        return Optional.of(new Body(branches, syntax.span(context)));
    }

    private Optional<Body.Branch> branch(NnParser.BranchContext context, int start, int end) {
        if (context.exception != null) {
            return Optional.empty();
        }
        List<Statement> statements = new ArrayList<>();
        List<NnParser.StatementContext> written = context.statement();
        int first = written.isEmpty() ? end : written.get(0).start.getStartIndex() - 1;
        if (problems.touches(start, first)) {
            statements.add(new Statement.Broken(Optional.empty(), file.span(start, start)));
        }
        for (int i = 0; i < written.size(); i++) {
            int until = i + 1 < written.size() ? written.get(i + 1).start.getStartIndex() - 1 : end;
            Optional<Statement> statement = statement(written.get(i), until);
            if (statement.isEmpty()) {
                return Optional.empty();
            }
            statements.add(statement.get());
        }
        // ANTLR says of an empty rule that it ends before it starts
        Span span = written.isEmpty() ? emptySpan(context) : syntax.span(context);
        return Optional.of(new Body.Branch(statements, span));
    }

    private Span emptySpan(NnParser.BranchContext context) {
        int at = context.start.getStartIndex();
        return file.span(at, at);
    }

    /** @param until the last offset that belongs to it */
    private Optional<Statement> statement(NnParser.StatementContext context, int until) {
        int start = context.start.getStartIndex();
        NnParser.BodyContext body = context.body();
        int headEnd = body == null ? until : body.start.getStartIndex();
        boolean broken = context.exception != null
                || context.head() != null && context.head().exception != null
                || problems.touches(start, headEnd)
                || body != null && body.stop != null && problems.touches(body.stop.getStopIndex() + 1, until);
        if (broken) {
            boolean mayDefineNames = file.text()
                            .substring(start, Math.min(until, file.text().length()))
                            .indexOf('<')
                    >= 0;
            Optional<Identifier> label = syntax.label(context);
            return mayDefineNames
                    ? Optional.empty()
                    : Optional.of(new Statement.Broken(label, file.span(start, Math.max(start, end(context)))));
        }
        if (body == null) {
            return Optional.of(syntax.statement(context, Optional.empty()));
        }
        return body(body).map(built -> syntax.statement(context, Optional.of(built)));
    }

    private static int end(NnParser.StatementContext context) {
        Token stop = context.stop == null ? context.start : context.stop;
        return stop.getStopIndex() + 1;
    }
}
