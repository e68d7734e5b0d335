package io.github.nnc.parser;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Limits nesting, and finds bodies that are not closed. Which {@code >} is missing is judged by the indentation of
 * lines, as a reader would; the parser then sees the body closed where it should have been.
 */
final class Brackets {

    private static final int DEEPEST = 100;
    private static final int MOST_OPERATORS = 1000;

    private final SourceFile file;
    private final Problems problems;
    private final SourceStream stream;
    private final List<CommonToken> tokens;

    private record Opener(int at, int line, int indent) {}

    Brackets(SourceFile file, Problems problems, SourceStream stream, List<CommonToken> tokens) {
        this.file = file;
        this.problems = problems;
        this.stream = stream;
        this.tokens = tokens;
    }

    /** Whether the parser, which is recursive, can take these tokens; what it cannot take is reported. */
    boolean withinLimits() {
        int bodies = 0;
        int parentheses = 0;
        int operators = 0;
        for (CommonToken token : tokens) {
            int type = token.getType();
            if (Tokens.isDelimiter(type)) {
                parentheses = 0;
                operators = 0;
                bodies = Math.max(0, bodies + (type == NnLexer.LT ? 1 : type == NnLexer.GT ? -1 : 0));
            } else if (type == NnLexer.LP) {
                parentheses++;
            } else if (type == NnLexer.RP) {
                parentheses = Math.max(0, parentheses - 1);
                operators = parentheses == 0 ? 0 : operators;
            } else if (type == NnLexer.PLUS || type == NnLexer.MINUS || type == NnLexer.STAR || type == NnLexer.SLASH) {
                operators++;
            }
            if (bodies + parentheses > DEEPEST) {
                problems.addOfStructure(Diagnostic.of(
                        Code.NESTED_TOO_DEEP,
                        Tokens.span(file, token),
                        "this `" + token.getText() + "` is nested more than 100 deep"));
                return false;
            }
            if (operators > MOST_OPERATORS) {
                problems.addOfStructure(Diagnostic.of(
                        Code.FORMULA_TOO_LONG, Tokens.span(file, token), "this formula has more than 1000 operators"));
                return false;
            }
        }
        return true;
    }

    /** The tokens with every body closed; those that are not are reported. */
    List<CommonToken> closed() {
        return isClosed() ? tokens : close();
    }

    private boolean isClosed() {
        int depth = 0;
        for (CommonToken token : tokens) {
            depth = Math.max(0, depth + (token.getType() == NnLexer.LT ? 1 : token.getType() == NnLexer.GT ? -1 : 0));
        }
        return depth == 0;
    }

    private List<CommonToken> close() {
        Deque<Opener> open = new ArrayDeque<>();
        List<List<CommonToken>> inserted = new ArrayList<>();
        tokens.forEach(token -> inserted.add(new ArrayList<>()));
        for (int at = 0; at < tokens.size(); at++) {
            int type = tokens.get(at).getType();
            if (type == NnLexer.LT) {
                open.push(opener(at));
            } else if (type == Token.EOF || Tokens.beginsDeclaration(file, tokens, at)) {
                while (!open.isEmpty()) {
                    missing(open.pop(), at, inserted);
                }
            } else if (type == NnLexer.GT) {
                closeInner(open, at, inserted);
                open.poll();
            }
        }
        List<CommonToken> result = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            result.addAll(inserted.get(at));
            result.add(tokens.get(at));
        }
        return result;
    }

    private Opener opener(int at) {
        int line = Tokens.lineOf(file, tokens.get(at));
        return new Opener(at, line, indent(line));
    }

    // a `>` that begins its line belongs to the body whose first line is indented alike
    private void closeInner(Deque<Opener> open, int at, List<List<CommonToken>> inserted) {
        if (!Tokens.isFirstInLine(file, tokens, at)) {
            return;
        }
        int indent = indent(Tokens.lineOf(file, tokens.get(at)));
        if (open.stream().noneMatch(opener -> opener.indent() == indent)) {
            return;
        }
        while (open.element().indent() != indent) {
            missing(open.pop(), at, inserted);
        }
    }

    private void missing(Opener opener, int before, List<List<CommonToken>> inserted) {
        int at = end(opener, before);
        CommonToken last = tokens.get(at - 1);
        int offset = last.getStopIndex() + 1;
        boolean multiline = Tokens.lineOf(file, last) > opener.line();
        boolean separate = !Tokens.isDelimiter(tokens.get(at).getType()) && !Tokens.beginsDeclaration(file, tokens, at);
        String text = (multiline ? "\n" + " ".repeat(opener.indent()) : " ") + ">" + (separate ? ";" : "");
        Span span = Tokens.span(file, tokens.get(opener.at()));
        problems.addOfStructure(Diagnostic.of(Code.BODY_NOT_CLOSED, span, "this `<` is never closed")
                .withHelp(
                        "by the indentation, a `>` is missing behind line " + Tokens.lineOf(file, last),
                        new Edit(file.span(offset, offset), text)));
        inserted.get(at).add(Tokens.create(stream, NnLexer.GT, offset, offset));
        if (separate) {
            inserted.get(at).add(Tokens.create(stream, NnLexer.SEMI, offset, offset));
        }
    }

    // the first token whose line is not indented deeper than the line that opens the body
    private int end(Opener opener, int before) {
        for (int at = opener.at() + 1; at < before; at++) {
            if (Tokens.isFirstInLine(file, tokens, at)
                    && indent(Tokens.lineOf(file, tokens.get(at))) <= opener.indent()) {
                return at;
            }
        }
        return before;
    }

    private int indent(int line) {
        int indent = 0;
        int at = file.lineStart(line);
        String text = file.text();
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            indent += text.charAt(at) == '\t' ? 4 - indent % 4 : 1;
            at++;
        }
        return indent;
    }
}
