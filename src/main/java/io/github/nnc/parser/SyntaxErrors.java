package io.github.nnc.parser;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** Words an error of the parser: what was found, what is expected, and the way out. */
final class SyntaxErrors {

    private final SourceFile file;
    private final List<? extends Token> tokens;
    private final Problems problems;

    SyntaxErrors(SourceFile file, List<? extends Token> tokens, Problems problems) {
        this.file = file;
        this.tokens = tokens;
        this.problems = problems;
    }

    void report(RecognitionException error) {
        ParserRuleContext context = (ParserRuleContext) error.getCtx();
        Token found = error.getOffendingToken();
        Token before = tokens.get(Math.max(0, found.getTokenIndex() - 1));
        problems.add(diagnostic(context.getRuleIndex(), context.getChildCount(), found, before));
    }

    // `complete` is how many parts of the rule are there
    private Diagnostic diagnostic(int rule, int complete, Token found, Token before) {
        return switch (rule) {
            case NnParser.RULE_importing ->
                complete == 1
                        ? expected(Code.EXPECTED_VALUE, found, "a file name in quotes after `import`")
                        : noSemicolon(found, before, "an `import`");
            case NnParser.RULE_constant -> constant(complete, found, before);
            case NnParser.RULE_blockHead -> name(found, "a name for the block");
            case NnParser.RULE_modelHead -> name(found, "a name for the model");
            case NnParser.RULE_parameter -> name(found, "a parameter's name");
            case NnParser.RULE_parameters -> notClosed(found, "`,` or `)` after a parameter");
            case NnParser.RULE_body -> body(complete, found, before);
            case NnParser.RULE_label, NnParser.RULE_statement -> notAStatement(found, before);
            case NnParser.RULE_item ->
                complete == 0
                        ? expected(Code.EXPECTED_VALUE, found, "a value" + after(before))
                        : notClosed(found, "an operator or `)`");
            case NnParser.RULE_number -> expected(Code.EXPECTED_VALUE, found, "a number after `-`");
            case NnParser.RULE_operand ->
                complete == 0 ? operand(found, before) : notClosed(found, "an operator or `)`");
            case NnParser.RULE_extent, NnParser.RULE_unary -> operand(found, before);
            default -> expected(Code.EXPECTED_VALUE, found, "a value" + after(before));
        };
    }

    /** Where a statement is complete, or none was begun, and something else than a separator follows. */
    void reportBehindStatement(TokenStream input) {
        Token found = input.LT(1);
        Token before = input.LT(-1);
        int type = before.getType();
        if (type == NnLexer.SEMI || type == NnLexer.LT || type == NnLexer.BAR || type == NnLexer.COLON) {
            problems.add(expected(Code.EXPECTED_STATEMENT, found, "a layer, a block or `<`"));
        } else if (found.getType() == NnLexer.COLON && Tokens.isName(type)) {
            problems.add(labelWithoutSemicolon(input.LT(-2), before));
        } else if (found.getType() == NnLexer.EQ && input.LT(-2).getType() == NnLexer.COMMA) {
            problems.add(commaBetweenArguments(input.LT(-2), before));
        } else if (type == NnLexer.GT && input.LA(2) == NnLexer.EQ && hasHead(before)) {
            problems.add(argumentBehindBody(found, before));
        } else if (type == NnLexer.GT) {
            problems.add(Diagnostic.of(
                            Code.MISSING_SEPARATOR,
                            span(found),
                            "expected `;`, `|` or `>` after a body, but found " + Found.token(found))
                    .withHelp("put `;` between them", new Edit(span(before).after(), ";")));
        } else {
            problems.add(expected(Code.UNEXPECTED, found, "`;`, `|` or `>` after a statement"));
        }
    }

    void reportOutsideOfModel(TokenStream input) {
        Token found = input.LT(1);
        Token before = input.LT(-1);
        boolean afterBody = before != null && before.getType() == NnLexer.GT;
        if (found.getType() == NnLexer.GT) {
            problems.add(Diagnostic.of(Code.BODY_NOT_OPENED, span(found), "this `>` closes nothing")
                    .withHelp("remove it", new Edit(span(found), "")));
        } else if (found.getType() == NnLexer.SEMI && afterBody) {
            problems.add(
                    Diagnostic.of(Code.OUTSIDE_OF_MODEL, span(found), "no `;` follows the body of a model or a block")
                            .withHelp("remove it", new Edit(span(found), "")));
        } else {
            problems.add(expected(Code.OUTSIDE_OF_MODEL, found, "`import`, `const`, `block` or `model`")
                    .withHelp("statements stand in a body: `model name < … >`"));
        }
    }

    private Diagnostic expected(Code code, Token found, String what) {
        return Diagnostic.of(code, span(found), "expected " + what + ", but found " + Found.token(found));
    }

    private Diagnostic noSemicolon(Token found, Token before, String what) {
        Span end = span(before).after();
        return Diagnostic.of(
                        Code.MISSING_SEPARATOR,
                        span(found),
                        "expected `;` at the end of " + what + ", but found " + Found.token(found))
                .withHelp("put `;` behind " + Found.token(before), new Edit(end, ";"));
    }

    private Diagnostic constant(int complete, Token found, Token before) {
        return switch (complete) {
            case 1 -> name(found, "a name for the constant");
            case 2 -> expected(Code.UNEXPECTED, found, "`=` after the name of a constant");
            default -> noSemicolon(found, before, "a `const`");
        };
    }

    private Diagnostic name(Token found, String what) {
        if (Tokens.isName(found.getType()) && found.getType() != NnLexer.ID) {
            return Diagnostic.of(
                            Code.RESERVED_WORD,
                            span(found),
                            "expected " + what + ", but " + Found.token(found) + " is a word of the language")
                    .withHelp("choose another name");
        }
        return expected(Code.EXPECTED_NAME, found, what);
    }

    private Diagnostic notClosed(Token found, String what) {
        Diagnostic problem = expected(Code.PARENTHESIS_NOT_CLOSED, found, what);
        if (!Tokens.isDelimiter(found.getType())) {
            return problem;
        }
        int open = 0;
        int at = found.getTokenIndex() - 1;
        Token before = tokens.get(at);
        for (; at >= 0 && !Tokens.isDelimiter(tokens.get(at).getType()); at--) {
            int type = tokens.get(at).getType();
            open += type == NnLexer.LP ? 1 : type == NnLexer.RP ? -1 : 0;
        }
        return problem.withHelp(
                "put `)` behind " + Found.token(before), new Edit(span(before).after(), ")".repeat(Math.max(1, open))));
    }

    private Diagnostic body(int complete, Token found, Token before) {
        if (complete > 0) {
            return expected(Code.BODY_NOT_CLOSED, found, "`>`");
        }
        Diagnostic problem = expected(Code.EXPECTED_BODY, found, "`<` after " + Found.token(before));
        return closesMoreThanItOpens(found.getTokenIndex())
                ? problem.withHelp(
                        "put `<` behind " + Found.token(before),
                        new Edit(span(before).after(), " <"))
                : problem.withHelp("the layers of a model or a block stand between `<` and `>`");
    }

    private boolean closesMoreThanItOpens(int from) {
        int depth = 0;
        for (int at = from; at < tokens.size() && depth >= 0; at++) {
            if (Tokens.beginsDeclaration(file, tokens, at)) {
                return false;
            }
            int type = tokens.get(at).getType();
            depth += type == NnLexer.LT ? 1 : type == NnLexer.GT ? -1 : 0;
        }
        return depth < 0;
    }

    private Diagnostic notAStatement(Token found, Token before) {
        if (Tokens.isKeyword(before.getType())) {
            return Diagnostic.of(
                    Code.RESERVED_WORD,
                    span(before),
                    Found.token(before) + " stands at the top of a file, not in a body");
        }
        if (before.getType() == NnLexer.X) {
            return Diagnostic.of(Code.RESERVED_WORD, span(before), "`x` can be a label, but not a layer or a block");
        }
        return expected(Code.EXPECTED_STATEMENT, found, "a layer, a block or `<`");
    }

    private Diagnostic operand(Token found, Token before) {
        if (found.getType() == NnLexer.PATH) {
            return expected(Code.EXPECTED_VALUE, found, "a number, a name or `(` in a formula");
        }
        if (Tokens.isName(found.getType())) {
            return Diagnostic.of(
                    Code.RESERVED_WORD,
                    span(found),
                    "expected a number, a name or `(`, but " + Found.token(found) + " is a word of the language");
        }
        return expected(Code.EXPECTED_VALUE, found, "a number, a name or `(`" + after(before));
    }

    private Diagnostic labelWithoutSemicolon(Token beforeLabel, Token label) {
        return Diagnostic.of(
                        Code.MISSING_SEPARATOR, span(label), "a `;` is missing before the label " + Found.token(label))
                .withHelp("put `;` before it", new Edit(span(beforeLabel).after(), ";"));
    }

    private Diagnostic commaBetweenArguments(Token comma, Token key) {
        return Diagnostic.of(
                        Code.COMMA_BETWEEN_ARGUMENTS,
                        span(comma),
                        "no comma stands before the argument " + Found.token(key))
                .withHelp("separate arguments by spaces", new Edit(span(comma), ""));
    }

    private Diagnostic argumentBehindBody(Token found, Token close) {
        int at = found.getTokenIndex();
        while (!Tokens.isDelimiter(tokens.get(at + 1).getType())) {
            at++;
        }
        Span arguments = span(found).to(span(tokens.get(at)));
        return Diagnostic.of(
                        Code.UNEXPECTED, span(found), "the argument " + Found.token(found) + " stands behind the body")
                .withHelp(
                        "put it before the `<`",
                        new Edit(span(tokens.get(opening(close))).before(), arguments.text() + " "),
                        new Edit(span(close).after().to(arguments), ""));
    }

    // a group takes no arguments
    private boolean hasHead(Token close) {
        int before = opening(close) - 1;
        return before >= 0
                && !Tokens.isDelimiter(tokens.get(before).getType())
                && tokens.get(before).getType() != NnLexer.COLON;
    }

    private int opening(Token close) {
        int depth = 1;
        int at = close.getTokenIndex();
        while (depth > 0 && at > 0) {
            int type = tokens.get(--at).getType();
            depth += type == NnLexer.GT ? 1 : type == NnLexer.LT ? -1 : 0;
        }
        return at;
    }

    private static String after(Token before) {
        return " after " + Found.token(before);
    }

    private Span span(Token token) {
        return Tokens.span(file, token);
    }
}
