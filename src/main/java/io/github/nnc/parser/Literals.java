package io.github.nnc.parser;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** What literals mean, and whether they mean anything. */
final class Literals {

    /** Enough for any product of sizes; exact numbers without a limit would let a source file occupy any machine. */
    private static final int MOST_DIGITS = 100;

    private static final BigInteger MAX_SIZE = BigInteger.valueOf(Long.MAX_VALUE);

    private Literals() {}

    /** Why this literal has no value, empty where it has one. */
    static List<Diagnostic> check(SourceFile file, Token token) {
        return switch (token.getType()) {
            case NnLexer.STRING -> checkEscapes(file, token);
            case NnLexer.INT ->
                outOfRange(file, token, token.getText().length() > MOST_DIGITS, "an integer has at most 100 digits");
            case NnLexer.FLOAT ->
                outOfRange(file, token, !isFiniteDouble(token.getText()), "a float is within the range of a double");
            default -> outOfRange(file, token, !areSizes(token.getText()), "a size is below 2^63");
        };
    }

    private static List<Diagnostic> outOfRange(SourceFile file, Token token, boolean holds, String reason) {
        return holds
                ? List.of(Diagnostic.of(
                        Code.LITERAL_OUT_OF_RANGE,
                        Tokens.span(file, token),
                        "`" + Found.shortened(token.getText()) + "` is out of range: " + reason))
                : List.of();
    }

    private static boolean isFiniteDouble(String text) {
        double value = Double.parseDouble(text);
        // what underflows is refused, too: it would silently be zero
        boolean zero = text.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
        return Double.isFinite(value) && (value != 0 || zero) && text.length() <= MOST_DIGITS;
    }

    private static boolean areSizes(String text) {
        for (String part : text.split("x|\\.\\.")) {
            if (part.length() > MOST_DIGITS || (isDigits(part) && new BigInteger(part).compareTo(MAX_SIZE) > 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(String part) {
        return !part.isEmpty() && part.charAt(0) != '?';
    }

    static BigDecimal number(String text) {
        // the exponent of zero may be larger than BigDecimal takes
        return Double.parseDouble(text) == 0 ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** The sizes of {@code 768x?}, empty where they are to be inferred. */
    static List<Optional<Long>> sizes(String text) {
        List<Optional<Long>> sizes = new ArrayList<>();
        for (String part : text.split("x")) {
            sizes.add(part.equals("?") ? Optional.empty() : Optional.of(Long.parseLong(part)));
        }
        return sizes;
    }

    /** A string without its quotes, its escapes resolved. */
    static String string(String text) {
        StringBuilder result = new StringBuilder();
        for (int at = 1; at < text.length() - 1; at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                result.append(c);
                continue;
            }
            at++;
            switch (text.charAt(at)) {
                case 'n' -> result.append('\n');
                case 't' -> result.append('\t');
                case 'u' -> {
                    result.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                }
                default -> result.append(text.charAt(at));
            }
        }
        return result.toString();
    }

    private static List<Diagnostic> checkEscapes(SourceFile file, Token token) {
        List<Diagnostic> problems = new ArrayList<>();
        String text = token.getText();
        for (int at = text.indexOf('\\'); at >= 0 && at + 1 < text.length(); at = text.indexOf('\\', at + 2)) {
            char c = text.charAt(at + 1);
            if ("\"\\nt".indexOf(c) >= 0 || (c == 'u' && isHex(text, at + 2))) {
                continue;
            }
            int end = at + 1 + Character.charCount(text.codePointAt(at + 1));
            Span span = file.span(token.getStartIndex() + at, token.getStartIndex() + end);
            Diagnostic problem = Diagnostic.of(
                    Code.UNKNOWN_ESCAPE,
                    span,
                    c == 'u' ? "`\\u` needs four hexadecimal digits" : "`" + span.text() + "` is not an escape");
            problems.add(problem.withHelp("a backslash itself is written `\\\\`", new Edit(span.before(), "\\")));
        }
        return problems;
    }

    private static boolean isHex(String text, int at) {
        return at + 4 < text.length()
                && text.substring(at, at + 4).chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    /** The text of a doc comment without its frame: each line without leading spaces and asterisk. */
    static String documentation(String comment) {
        String inner = comment.substring(3, comment.length() - 2);
        StringBuilder result = new StringBuilder();
        for (String line : inner.split("\r\n|\r|\n", -1)) {
            String content = line.strip();
            if (content.startsWith("*")) {
                content = content.substring(1).strip();
            }
            result.append(content).append('\n');
        }
        return result.toString().strip();
    }
}
