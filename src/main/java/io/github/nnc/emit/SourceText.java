package io.github.nnc.emit;

import java.util.regex.Pattern;

/** The last touches on a source text. */
final class SourceText {

    private static final Pattern SHORT_COMMENT =
            Pattern.compile("(?m)^( *)/\\*\\*\\n *\\* ([^@\\n][^\\n]{0,100})\\n *\\*/$");

    private static final Pattern EMPTY_BODY = Pattern.compile("(?m) \\{\\n *\\}$");

    private SourceText() {}

    /** Documentation of one sentence on one line, empty bodies without a line break. */
    static String tidy(String source) {
        String shorter = SHORT_COMMENT.matcher(source).replaceAll("$1/** $2 */");
        return EMPTY_BODY.matcher(shorter).replaceAll(" {}");
    }
}
