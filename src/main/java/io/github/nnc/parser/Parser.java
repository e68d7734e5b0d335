package io.github.nnc.parser;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.SourceUnit;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;

/** Text to syntax. Takes any text: what is not the language is reported, whatever its size and depth. */
public final class Parser {

    private static final int MAX_BYTES = 1 << 20;

    private Parser() {}

    /**
     * Parses a file. Problems go to {@code diagnostics}. Where one concerns a single statement, the statement is
     * {@link io.github.nnc.syntax.Statement.Broken} in the result; a declaration with any other problem is left out.
     */
    public static SourceUnit parse(SourceFile file, Diagnostics diagnostics) {
        if (isTooLarge(file.text())) {
            diagnostics.report(Diagnostic.of(
                    Code.FILE_TOO_LARGE, file.span(0, 0), "this file is larger than 1 MiB (1048576 bytes)"));
            return new SourceUnit(file, List.of(), List.of(), false);
        }
        Problems problems = new Problems();
        Lexing.Result lexed = Lexing.run(file, problems);
        SourceStream stream = new SourceStream(file);
        Formulas.Result formulas = Formulas.split(stream, lexed.tokens());
        new TokenChecks(file, problems, formulas).run();
        Brackets brackets = new Brackets(file, problems, stream, formulas.tokens());
        if (!brackets.withinLimits()) {
            problems.report(formulas.tokens(), diagnostics);
            return new SourceUnit(file, List.of(), lexed.comments(), false);
        }
        List<CommonToken> tokens = brackets.closed();
        NnParser.FileContext tree = parser(file, problems, tokens).file();
        SourceUnit unit = new SyntaxBuilder(file, problems, lexed.comments()).build(tree);
        problems.report(tokens, diagnostics);
        return unit;
    }

    private static NnParser parser(SourceFile file, Problems problems, List<CommonToken> tokens) {
        for (int at = 0; at < tokens.size(); at++) {
            tokens.get(at).setTokenIndex(at);
        }
        NnParser parser = new NnParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new Recovery(file, tokens, new SyntaxErrors(file, tokens, problems)));
        return parser;
    }

    private static boolean isTooLarge(String text) {
        if (text.length() > MAX_BYTES) {
            return true;
        }
        long bytes = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            // a surrogate is half of four bytes
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes > MAX_BYTES;
    }
}
