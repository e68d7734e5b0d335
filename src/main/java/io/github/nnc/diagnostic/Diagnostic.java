package io.github.nnc.diagnostic;

import io.github.nnc.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing the compiler has to say about one place. The message is one sentence that names what was found and what
 * was expected; notes give reasons and arithmetic; helps give ways out. Names and source text stand in backquotes.
 */
public record Diagnostic(Code code, Span span, String message, List<String> notes, List<Help> helps) {

    public Diagnostic {
        notes = List.copyOf(notes);
        helps = List.copyOf(helps);
    }

    public static Diagnostic of(Code code, Span span, String message) {
        return new Diagnostic(code, span, message, List.of(), List.of());
    }

    public Diagnostic withNote(String note) {
        return new Diagnostic(code, span, message, appended(notes, note), helps);
    }

    public Diagnostic withHelp(String text, Edit... edits) {
        return new Diagnostic(code, span, message, notes, appended(helps, new Help(text, List.of(edits))));
    }

    public boolean isError() {
        return code.severity() == Severity.ERROR;
    }

    private static <T> List<T> appended(List<T> list, T last) {
        List<T> result = new ArrayList<>(list);
        result.add(last);
        return result;
    }
}
