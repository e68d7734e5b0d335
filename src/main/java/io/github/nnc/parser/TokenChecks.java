package io.github.nnc.parser;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CommonToken;

/** Finds what only token by token can be said well: numbers that are none, missing spaces, formulas outside of parentheses. */
final class TokenChecks {

    private static final Pattern NO_FRACTION = Pattern.compile("([0-9]+\\.)([eE][+-]?[0-9]+)?");
    private static final Pattern NO_WHOLE = Pattern.compile("\\.[0-9]+([eE][+-]?[0-9]+)?");
    private static final Pattern SHAPE_WITH_NAME = Pattern.compile("((?:[0-9]+x)+)([A-Za-z][A-Za-z0-9_]*)");
    private static final Pattern RANGE_TO_NAME = Pattern.compile("([0-9]+\\.\\.)([A-Za-z][A-Za-z0-9_]*)");
    private static final Pattern RANGE_IN_SHAPE = Pattern.compile("([0-9]*\\.\\.[0-9]+)((?:x[0-9]+)+)");
    private static final Pattern NUMBER_AND_NAME = Pattern.compile("([0-9]+)([A-Za-z][A-Za-z0-9_]*)");

    /** Nobody types longer numbers, and patterns with repetitions are recursive. */
    private static final int LONGEST = 200;

    private final SourceFile file;
    private final Problems problems;
    private final List<CommonToken> tokens;
    private final List<Boolean> inFormula;

    /** The last token of the formula that was reported last. */
    private int reported = -1;

    TokenChecks(SourceFile file, Problems problems, Formulas.Result formulas) {
        this.file = file;
        this.problems = problems;
        this.tokens = formulas.tokens();
        this.inFormula = formulas.inFormula();
    }

    void run() {
        for (int at = 0; at < tokens.size(); at++) {
            CommonToken token = tokens.get(at);
            switch (token.getType()) {
                case NnLexer.MALFORMED -> malformed(token, inFormula.get(at));
                case NnLexer.STRING, NnLexer.INT, NnLexer.FLOAT, NnLexer.DIMS, NnLexer.RANGE ->
                    Literals.check(file, token).forEach(problems::add);
                default -> {}
            }
            if (!inFormula.get(at)) {
                spaceBefore(at);
                operator(at);
            }
        }
    }

    private void malformed(CommonToken token, boolean formula) {
        Span span = Tokens.span(file, token);
        String text = token.getText().length() > LONGEST ? "" : token.getText();
        Diagnostic problem = Diagnostic.of(Code.MALFORMED_NUMBER, span, Found.token(token) + " " + reason(text));
        problems.add(correction(text, formula)
                .map(right -> problem.withHelp("write `" + right + "`", new Edit(span, right)))
                .orElse(problem));
        // for the parser it is some number
        token.setType(NnLexer.INT);
    }

    private static String reason(String text) {
        if (NO_FRACTION.matcher(text).matches() || NO_WHOLE.matcher(text).matches()) {
            return "is not a number: a float has digits on both sides of its point";
        }
        if (SHAPE_WITH_NAME.matcher(text).matches()
                || RANGE_TO_NAME.matcher(text).matches()) {
            return "joins numbers with a name: that needs parentheses";
        }
        if (RANGE_IN_SHAPE.matcher(text).matches()) {
            return "is a shape with a range: that needs parentheses";
        }
        if (text.equals("?")) {
            return "stands alone: it is a size inside a shape, `768x?`";
        }
        if (NUMBER_AND_NAME.matcher(text).matches()) {
            return "is neither a number nor a name";
        }
        return "is not a number, a shape or a range";
    }

    private static Optional<String> correction(String text, boolean formula) {
        Matcher whole = NO_FRACTION.matcher(text);
        if (whole.matches()) {
            return Optional.of(whole.group(1) + "0" + (whole.group(2) == null ? "" : whole.group(2)));
        }
        if (NO_WHOLE.matcher(text).matches()) {
            return Optional.of("0" + text);
        }
        Matcher shape = SHAPE_WITH_NAME.matcher(text);
        if (shape.matches()) {
            String right = shape.group(1).replace("x", " x ") + shape.group(2);
            return Optional.of(formula ? right : "(" + right + ")");
        }
        Matcher range = RANGE_IN_SHAPE.matcher(text);
        if (range.matches()) {
            String right = range.group(1) + range.group(2).replace("x", " x ");
            return Optional.of(formula ? right : "(" + right + ")");
        }
        if (RANGE_TO_NAME.matcher(text).matches()) {
            return Optional.of(formula ? text : "(" + text + ")");
        }
        Matcher joined = NUMBER_AND_NAME.matcher(text);
        if (joined.matches()) {
            return Optional.of(joined.group(1) + (formula ? " * " : " ") + joined.group(2));
        }
        return Optional.empty();
    }

    private void spaceBefore(int at) {
        if (at == 0
                || !Tokens.isWordLike(tokens.get(at).getType())
                || !Tokens.isWordLike(tokens.get(at - 1).getType())
                || !Tokens.adjacent(tokens.get(at - 1), tokens.get(at))) {
            return;
        }
        CommonToken left = tokens.get(at - 1);
        CommonToken right = tokens.get(at);
        Span span = Tokens.span(file, left).to(Tokens.span(file, right));
        if (left.getType() == NnLexer.ID && right.getType() == NnLexer.RANGE) {
            problems.add(Diagnostic.of(
                            Code.MALFORMED_NUMBER,
                            span,
                            "`" + Found.shortened(span.text()) + "` joins a name with a number: that needs parentheses")
                    .withHelp("write `(" + span.text() + ")`", new Edit(span, "(" + span.text() + ")")));
            return;
        }
        problems.add(Diagnostic.of(
                        Code.MISSING_SPACE,
                        span,
                        "a space is missing between " + Found.token(left) + " and " + Found.token(right))
                .withHelp(
                        "put a space between them",
                        new Edit(Tokens.span(file, right).before(), " ")));
    }

    private void operator(int at) {
        if (at <= reported || !isOperator(at)) {
            return;
        }
        int first = at;
        int last = at;
        while (first > 0 && !isSignOfNumber(first) && !isHead(first - 1) && continues(first - 1, first)) {
            first--;
        }
        while (last + 1 < tokens.size() && continues(last + 1, last)) {
            last++;
        }
        reported = last;
        Span formula = Tokens.span(file, tokens.get(first)).to(Tokens.span(file, tokens.get(last)));
        Diagnostic problem = Diagnostic.of(
                Code.FORMULA_WITHOUT_PARENTHESES,
                Tokens.span(file, tokens.get(at)),
                "found " + Found.token(tokens.get(at)) + " outside of parentheses");
        boolean complete = isOperand(tokens.get(last).getType())
                && (first < at ? isOperand(tokens.get(first).getType()) : isMinus(at));
        problems.add(
                complete
                        ? problem.withHelp(
                                "write `(" + Found.shortened(formula.text()) + ")`",
                                new Edit(formula.before(), "("),
                                new Edit(formula.after(), ")"))
                        : problem.withHelp("write formulas in parentheses: `(4 * w)`"));
    }

    // the name of a statement is no operand
    private boolean isHead(int at) {
        return at == 0
                || Tokens.isDelimiter(tokens.get(at - 1).getType())
                || tokens.get(at - 1).getType() == NnLexer.COLON;
    }

    // as in `dense -n`
    private boolean isSignOfNumber(int at) {
        return isMinus(at)
                && at + 1 < tokens.size()
                && !Tokens.adjacent(tokens.get(at - 1), tokens.get(at))
                && Tokens.adjacent(tokens.get(at), tokens.get(at + 1));
    }

    // operands and operators take turns
    private boolean continues(int at, int from) {
        return isOperand(tokens.get(at).getType()) ? isSign(tokens.get(from).getType()) : isOperator(at);
    }

    private static boolean isOperand(int type) {
        return type == NnLexer.INT || type == NnLexer.FLOAT || type == NnLexer.ID;
    }

    private static boolean isSign(int type) {
        return type == NnLexer.PLUS
                || type == NnLexer.STAR
                || type == NnLexer.SLASH
                || type == NnLexer.MINUS
                || type == NnLexer.DOTS;
    }

    private boolean isMinus(int at) {
        return tokens.get(at).getType() == NnLexer.MINUS;
    }

    // a minus may also be a sign: then a number follows at once, and nothing stands directly before it
    private boolean isOperator(int at) {
        int type = tokens.get(at).getType();
        if (type != NnLexer.MINUS || at == 0 || at + 1 == tokens.size()) {
            return isSign(type);
        }
        CommonToken left = tokens.get(at - 1);
        CommonToken right = tokens.get(at + 1);
        boolean afterOperand = Tokens.isWordLike(left.getType()) || left.getType() == NnLexer.RP;
        boolean number = right.getType() == NnLexer.INT || right.getType() == NnLexer.FLOAT;
        if (!afterOperand) {
            return right.getType() == NnLexer.ID;
        }
        return Tokens.adjacent(left, tokens.get(at)) || !number || !Tokens.adjacent(tokens.get(at), right);
    }
}
