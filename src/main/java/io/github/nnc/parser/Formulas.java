package io.github.nnc.parser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CommonToken;

/**
 * Takes apart, inside formulas, tokens that are one thing outside of them: {@code (1..2*n)} is a range up to
 * {@code 2*n}, though {@code 1..2} alone is a token. The parentheses of a block's parameters hold no formula.
 */
final class Formulas {

    private static final Pattern PARTS_OF_SHAPE = Pattern.compile("[0-9]+|x");
    private static final Pattern PARTS_OF_RANGE = Pattern.compile("[0-9]+|\\.\\.|[A-Za-z][A-Za-z0-9_]*");

    /** A range up to a name, or up to a formula that follows. */
    private static final Pattern OPEN_RANGE = Pattern.compile("[0-9]+\\.\\.([A-Za-z][A-Za-z0-9_]*)?");

    private Formulas() {}

    /** Tokens, and for each whether it stands inside a formula. */
    record Result(List<CommonToken> tokens, List<Boolean> inFormula) {}

    static Result split(SourceStream stream, List<CommonToken> tokens) {
        List<CommonToken> result = new ArrayList<>();
        List<Boolean> inFormula = new ArrayList<>();
        Deque<Boolean> parentheses = new ArrayDeque<>();
        int depth = 0;
        for (int at = 0; at < tokens.size(); at++) {
            CommonToken token = tokens.get(at);
            int type = token.getType();
            if (Tokens.isDelimiter(type)) {
                parentheses.clear();
                depth += type == NnLexer.LT ? 1 : type == NnLexer.GT ? -1 : 0;
            } else if (type == NnLexer.RP) {
                parentheses.poll();
            } else if (type == NnLexer.LP) {
                parentheses.push(!parentheses.isEmpty() || depth > 0 || !opensParameters(tokens, at));
            }
            boolean formula = Boolean.TRUE.equals(parentheses.peek());
            for (CommonToken part : formula ? parts(stream, token) : List.of(token)) {
                result.add(part);
                inFormula.add(formula);
            }
        }
        return new Result(result, inFormula);
    }

    private static boolean opensParameters(List<CommonToken> tokens, int at) {
        return at >= 2
                && tokens.get(at - 1).getType() == NnLexer.ID
                && tokens.get(at - 2).getType() == NnLexer.BLOCK;
    }

    private static List<CommonToken> parts(SourceStream stream, CommonToken token) {
        String text = token.getText();
        boolean splits = switch (token.getType()) {
            case NnLexer.RANGE -> true;
            case NnLexer.DIMS -> text.indexOf('?') < 0;
            case NnLexer.MALFORMED -> OPEN_RANGE.matcher(text).matches();
            default -> false;
        };
        if (!splits) {
            return List.of(token);
        }
        List<CommonToken> result = new ArrayList<>();
        Matcher part = (token.getType() == NnLexer.DIMS ? PARTS_OF_SHAPE : PARTS_OF_RANGE).matcher(text);
        while (part.find()) {
            int start = token.getStartIndex() + part.start();
            result.add(Tokens.create(
                    stream, type(part.group()), start, start + part.group().length()));
        }
        return result;
    }

    private static int type(String part) {
        if (part.equals("..")) {
            return NnLexer.DOTS;
        }
        if (part.equals("x")) {
            return NnLexer.X;
        }
        return Character.isDigit(part.charAt(0)) ? NnLexer.INT : NnLexer.ID;
    }
}
