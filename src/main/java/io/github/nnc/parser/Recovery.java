package io.github.nnc.parser;

import io.github.nnc.source.SourceFile;
import java.util.List;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNState;

/**
 * Gives up the statement or the declaration in which an error stands and goes on behind it. Nothing is inserted and
 * nothing deleted to make a statement fit, because that only moves the error.
 */
final class Recovery extends DefaultErrorStrategy {

    private final SourceFile file;
    private final List<? extends Token> tokens;
    private final SyntaxErrors errors;

    Recovery(SourceFile file, List<? extends Token> tokens, SyntaxErrors errors) {
        this.file = file;
        this.tokens = tokens;
        this.errors = errors;
    }

    @Override
    public void reportError(Parser parser, RecognitionException error) {
        // reported where the parser recovers, once
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new InputMismatchException(parser);
    }

    @Override
    public void recover(Parser parser, RecognitionException error) {
        ParserRuleContext context = parser.getContext();
        switch (context.getRuleIndex()) {
            case NnParser.RULE_head -> {
                errors.report(error);
                skipInBody(parser.getInputStream(), true);
            }
            case NnParser.RULE_statement -> {
                errors.report(error);
                skipInBody(parser.getInputStream(), false);
            }
            case NnParser.RULE_blockHead, NnParser.RULE_modelHead -> {
                errors.report(error);
                skipToBody(parser.getInputStream());
            }
            case NnParser.RULE_declaration, NnParser.RULE_file -> {
                errors.report(error);
                skipToDeclaration(parser.getInputStream());
            }
            default -> throw error;
        }
    }

    /** Called by the generated parser before each turn of a loop: here it is known what may follow. */
    @Override
    public void sync(Parser parser) {
        ParserRuleContext context = parser.getContext();
        if (!isLoop(parser)) {
            return;
        }
        TokenStream input = parser.getInputStream();
        int next = input.LA(1);
        if (context.getRuleIndex() == NnParser.RULE_branch && (next == NnLexer.LT || !Tokens.isDelimiter(next))) {
            errors.reportBehindStatement(input);
            skipInBody(input, false);
        } else if (context.getRuleIndex() == NnParser.RULE_file && next != Token.EOF && !Tokens.isKeyword(next)) {
            errors.reportOutsideOfModel(input);
            skipToDeclaration(input);
        }
    }

    private static boolean isLoop(Parser parser) {
        int state = parser.getInterpreter().atn.states.get(parser.getState()).getStateType();
        return state == ATNState.STAR_LOOP_ENTRY || state == ATNState.STAR_LOOP_BACK;
    }

    // to the end of the statement; a whole body is skipped unless it is to be parsed
    private static void skipInBody(TokenStream input, boolean stopAtBody) {
        int depth = 0;
        for (int next = input.LA(1); next != Token.EOF; next = input.LA(1)) {
            boolean end = Tokens.isDelimiter(next) && (next != NnLexer.LT || stopAtBody);
            if (depth == 0 && end) {
                return;
            }
            depth += next == NnLexer.LT ? 1 : next == NnLexer.GT ? -1 : 0;
            input.consume();
        }
    }

    private void skipToBody(TokenStream input) {
        while (input.LA(1) != Token.EOF
                && input.LA(1) != NnLexer.LT
                && !Tokens.beginsDeclaration(file, tokens, input.index())) {
            input.consume();
        }
    }

    private void skipToDeclaration(TokenStream input) {
        while (input.LA(1) != Token.EOF && !Tokens.beginsDeclaration(file, tokens, input.index())) {
            input.consume();
        }
    }
}
