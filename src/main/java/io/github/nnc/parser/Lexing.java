package io.github.nnc.parser;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Comment;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Runs the lexer and turns characters, strings and comments that are none into problems. What is left are tokens as
 * the user meant them, so that the parser finds no consequences of what was reported here.
 */
final class Lexing {

    private final SourceFile file;
    private final Problems problems;
    private final SourceStream stream;
    private final NnLexer lexer;
    private final List<CommonToken> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final List<Edit> braces = new ArrayList<>();

    /** The tokens of a file without comments and white space, the end of the file last; and the comments. */
    record Result(List<CommonToken> tokens, List<Comment> comments) {}

    private Lexing(SourceFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.stream = new SourceStream(file);
        this.lexer = new NnLexer(stream);
        lexer.removeErrorListeners();
    }

    static Result run(SourceFile file, Problems problems) {
        return new Lexing(file, problems).run();
    }

    private Result run() {
        if (file.text().startsWith("\uFEFF")) {
            stream.consume();
        }
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            take(token.getType(), token.getStartIndex(), token.getStopIndex() + 1);
        }
        int length = file.text().length();
        tokens.add(Tokens.create(stream, Token.EOF, length, length));
        reportBraces();
        return new Result(tokens, comments);
    }

    private void take(int type, int start, int end) {
        switch (type) {
            case NnLexer.SPACE -> {}
            case NnLexer.LINE_COMMENT -> comments.add(new Comment(Comment.Kind.LINE, file.span(start, end)));
            case NnLexer.BLOCK_COMMENT -> comments.add(new Comment(Comment.Kind.BLOCK, file.span(start, end)));
            case NnLexer.DOC_COMMENT -> comments.add(new Comment(Comment.Kind.DOC, file.span(start, end)));
            case NnLexer.UNTERMINATED_COMMENT -> unterminatedComment(start);
            case NnLexer.UNTERMINATED_STRING -> unterminatedString(start, end);
            case NnLexer.STRAY -> stray(start);
            default -> add(type, start, end);
        }
    }

    private void add(int type, int start, int end) {
        tokens.add(Tokens.create(stream, type, start, end));
    }

    private void unterminatedComment(int start) {
        int end = file.text().length();
        problems.addOfStructure(
                Diagnostic.of(Code.UNTERMINATED_COMMENT, file.span(start, start + 2), "this comment is never closed")
                        .withHelp("close it with `*/`", new Edit(file.span(end, end), "*/")));
    }

    private void unterminatedString(int start, int end) {
        int last = end;
        while (last > start + 1 && " \t;>)".indexOf(file.text().charAt(last - 1)) >= 0) {
            last--;
        }
        String text = file.text().substring(start, last);
        Diagnostic problem =
                Diagnostic.of(Code.UNTERMINATED_STRING, file.span(start, last), "this string does not end in its line");
        if (!text.endsWith("\\")) {
            problem = problem.withHelp("close it with `\"`", new Edit(file.span(last, last), "\""));
        }
        problems.add(problem);
        add(NnLexer.STRING, start, last);
        stream.seek(last);
    }

    private void stray(int start) {
        char c = file.text().charAt(start);
        switch (c) {
            case '{', '}' -> brace(c, start);
            case '#' -> hash(start);
            case '\'', '\u2018', '\u2019', '\u201c', '\u201d' -> otherQuote(start);
            default -> {
                if (Character.isLetter(file.text().codePointAt(start))) {
                    foreignName(start);
                } else {
                    strayRun(start);
                }
            }
        }
    }

    private void brace(char c, int start) {
        braces.add(new Edit(file.span(start, start + 1), c == '{' ? "<" : ">"));
        add(c == '{' ? NnLexer.LT : NnLexer.GT, start, start + 1);
    }

    // one mistake, however many braces a file has
    private void reportBraces() {
        if (!braces.isEmpty()) {
            Edit first = braces.get(0);
            problems.addOfStructure(Diagnostic.of(
                            Code.STRAY_CHARACTER,
                            first.span(),
                            "found `" + first.span().text() + "`, but bodies stand between `<` and `>`")
                    .withHelp("write `<` and `>`", braces.toArray(Edit[]::new)));
        }
    }

    private void hash(int start) {
        problems.add(Diagnostic.of(
                        Code.STRAY_CHARACTER,
                        file.span(start, start + 1),
                        "found `#`, which is no part of the language")
                .withHelp("a comment begins with `//`", new Edit(file.span(start, start + 1), "//")));
        stream.seek(endOfLine(start));
    }

    private void otherQuote(int start) {
        String text = file.text();
        int end = start + 1;
        while (end < text.length() && "'\u2018\u2019\u201c\u201d\"\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        Diagnostic problem = Diagnostic.of(
                Code.STRAY_CHARACTER,
                file.span(start, start + 1),
                "found `" + text.charAt(start) + "`, but a string stands in double quotes");
        if (end == text.length() || text.charAt(end) == '\r' || text.charAt(end) == '\n') {
            problems.add(problem);
            return;
        }
        problems.add(problem.withHelp(
                "write `\"`", new Edit(file.span(start, start + 1), "\""), new Edit(file.span(end, end + 1), "\"")));
        add(NnLexer.STRING, start, end + 1);
        stream.seek(end + 1);
    }

    // the letters around it that the lexer took for names of their own belong to it
    private void foreignName(int start) {
        String text = file.text();
        int begin = start;
        CommonToken before = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (before != null && before.getStopIndex() + 1 == start && Tokens.isName(before.getType())) {
            begin = before.getStartIndex();
            tokens.remove(tokens.size() - 1);
        }
        int end = start;
        while (end < text.length() && isNamePart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        Span span = file.span(begin, end);
        problems.add(Diagnostic.of(
                Code.STRAY_CHARACTER,
                span,
                "found `" + Found.shortened(span.text()) + "`, but names have ASCII letters, digits and `_` only"));
        add(NnLexer.ID, begin, end);
        stream.seek(end);
    }

    private static boolean isNamePart(int c) {
        return c == '_' || Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private void strayRun(int start) {
        String text = file.text();
        int codePoint = text.codePointAt(start);
        int width = Character.charCount(codePoint);
        int end = start + width;
        while (end < text.length() && text.codePointAt(end) == codePoint) {
            end += width;
        }
        Span span = file.span(start, end);
        Diagnostic problem = Diagnostic.of(
                Code.STRAY_CHARACTER,
                span,
                "found " + Found.character(codePoint) + ", which is no part of the language");
        String meant = meant(codePoint);
        if (meant != null) {
            problem = problem.withHelp(
                    meant.isBlank() ? "remove it" : "write `" + meant + "`",
                    new Edit(span, meant.repeat((end - start) / width)));
        } else if (codePoint == '[' || codePoint == ']') {
            problem = problem.withHelp("write a shape as `3x3` and a list as `1,2,3`, without brackets");
        } else if (codePoint == '.') {
            problem = problem.withHelp("a path is written `a.b`, `a.3.b` or `a.*.b`, without spaces");
        }
        problems.add(problem);
        stream.seek(end);
    }

    private static String meant(int codePoint) {
        return switch (codePoint) {
            case '\u00d7' -> "x";
            case '\u2212', '\u2013', '\u2014' -> "-";
            case '\u00a0', '\u2002', '\u2003', '\u2009', '\u202f', '\u3000' -> " ";
            case '\u200b', '\ufeff', '\u200e', '\u200f' -> "";
            case '\uff1b' -> ";";
            case '\uff0c' -> ",";
            case '\u2026' -> "..";
            default -> null;
        };
    }

    private int endOfLine(int start) {
        String text = file.text();
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }
}
