package io.github.nnc.parser;

import java.util.Locale;
import org.antlr.v4.runtime.Token;

/** Words for what was found in a text. */
final class Found {

    private static final int LONGEST = 40;

    private Found() {}

    static String token(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end of the file";
        }
        return "`" + shortened(token.getText()) + "`";
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** A character by itself where it can be seen, by its number where not. */
    static String character(int codePoint) {
        boolean visible = Character.isDefined(codePoint)
                && !Character.isISOControl(codePoint)
                && !Character.isSpaceChar(codePoint)
                && Character.getType(codePoint) != Character.FORMAT
                && Character.getType(codePoint) != Character.SURROGATE
                && Character.getType(codePoint) != Character.PRIVATE_USE;
        return visible
                ? "`" + Character.toString(codePoint) + "`"
                : String.format(Locale.ROOT, "the character U+%04X", codePoint);
    }
}
