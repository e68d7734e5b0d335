package io.github.nnc.parser;

import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Pair;

/** What several steps of the parser ask of tokens. */
final class Tokens {

    private Tokens() {}

    /** A token over some characters of a file; {@code end} is exclusive. */
    static CommonToken create(SourceStream stream, int type, int start, int end) {
        CommonToken token = new CommonToken(new Pair<>(null, stream), type, Token.DEFAULT_CHANNEL, start, end - 1);
        // ANTLR never computes it, and asks for the text of an empty token otherwise
        token.setText(stream.getText(org.antlr.v4.runtime.misc.Interval.of(start, end - 1)));
        return token;
    }

    static Span span(SourceFile file, Token token) {
        int length = file.text().length();
        int start = Math.min(token.getStartIndex(), length);
        return file.span(start, Math.max(start, Math.min(token.getStopIndex() + 1, length)));
    }

    static boolean adjacent(Token left, Token right) {
        return left.getStopIndex() + 1 == right.getStartIndex();
    }

    /** Whether two tokens of this type need white space between them. */
    static boolean isWordLike(int type) {
        return switch (type) {
            case NnLexer.INT,
                    NnLexer.FLOAT,
                    NnLexer.DIMS,
                    NnLexer.RANGE,
                    NnLexer.PATH,
                    NnLexer.STRING,
                    NnLexer.MALFORMED -> true;
            default -> isName(type);
        };
    }

    /** An ID, or one of the words that are reserved in some places only. */
    static boolean isName(int type) {
        return type == NnLexer.ID || type == NnLexer.X || isKeyword(type);
    }

    /** A word that begins a declaration. */
    static boolean isKeyword(int type) {
        return type == NnLexer.IMPORT || type == NnLexer.CONST || type == NnLexer.BLOCK || type == NnLexer.MODEL;
    }

    /** Whether a token ends what stands before it: a statement, a branch or the head of a body. */
    static boolean isDelimiter(int type) {
        return switch (type) {
            case NnLexer.SEMI, NnLexer.BAR, NnLexer.LT, NnLexer.GT, Token.EOF -> true;
            default -> false;
        };
    }

    /**
     * Whether a declaration begins at {@code tokens[at]}, judged by what follows and by the place in its line, because
     * the same words are names inside a body.
     */
    static boolean beginsDeclaration(SourceFile file, List<? extends Token> tokens, int at) {
        int type = tokens.get(at).getType();
        if (!isKeyword(type) || !isFirstInLine(file, tokens, at)) {
            return false;
        }
        int next = typeAt(tokens, at + 1);
        if (next == NnLexer.COLON || next == NnLexer.EQ) {
            return false;
        }
        if (file.position(tokens.get(at).getStartIndex()).column() == 1) {
            return true;
        }
        int second = typeAt(tokens, at + 2);
        return switch (type) {
            case NnLexer.IMPORT ->
                (next == NnLexer.STRING || next == NnLexer.PATH || isName(next)) && second == NnLexer.SEMI;
            case NnLexer.CONST -> isName(next) && second == NnLexer.EQ;
            case NnLexer.BLOCK -> isName(next) && (second == NnLexer.LP || second == NnLexer.LT);
            default -> isName(next) && second == NnLexer.LT;
        };
    }

    static boolean isFirstInLine(SourceFile file, List<? extends Token> tokens, int at) {
        return at == 0 || lineOf(file, tokens.get(at - 1)) < lineOf(file, tokens.get(at));
    }

    static int lineOf(SourceFile file, Token token) {
        return file.position(Math.min(token.getStartIndex(), file.text().length()))
                .line();
    }

    private static int typeAt(List<? extends Token> tokens, int at) {
        return at < tokens.size() ? tokens.get(at).getType() : Token.EOF;
    }
}
