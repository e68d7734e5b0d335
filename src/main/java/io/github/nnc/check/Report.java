package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.diagnostic.Help;
import io.github.nnc.source.Position;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Passes diagnostics on, each place and message once: a block that is called a hundred times has one mistake. The first
 * call that leads there is noted.
 */
final class Report {

    /** What may be the consequence of a declaration or an import that could not be read. */
    private static final Set<Code> UNPROVEN =
            EnumSet.of(Code.UNKNOWN_NAME, Code.UNKNOWN_WORD, Code.UNKNOWN_CONSTANT, Code.CONSTANT_LATER);

    private final Diagnostics diagnostics;
    private final boolean complete;
    private final Set<Key> seen;
    private final Optional<Report> whole;
    private boolean errors;

    /** {@code complete} says that all declarations are known, so that unknown names are mistakes. */
    Report(Diagnostics diagnostics, boolean complete) {
        this.diagnostics = diagnostics;
        this.complete = complete;
        this.seen = new HashSet<>();
        this.whole = Optional.empty();
    }

    /** The part of a report that concerns one model; what is said there is said in the whole. */
    Report(Report whole) {
        this.diagnostics = whole.diagnostics;
        this.complete = whole.complete;
        this.seen = whole.seen;
        this.whole = Optional.of(whole);
    }

    void add(Diagnostic diagnostic) {
        add(diagnostic, diagnostic);
    }

    /**
     * Notes the call of the block in which the problem is. A problem in a file that the user cannot change is one of the
     * call that leads there.
     */
    void add(Frame frame, Diagnostic diagnostic) {
        if (diagnostic.span().file().isShipped()) {
            add(atCall(frame, diagnostic));
            return;
        }
        Diagnostic noted = diagnostic;
        Optional<Span> caller =
                frame.caller().map(Frame.Caller::span).filter(span -> !contains(span, diagnostic.span()));
        if (caller.isPresent()) {
            Span call = caller.get();
            noted = diagnostic.withNote("in the call `" + call.quoted() + "` at "
                    + line(call, diagnostic.span().file()));
        }
        add(diagnostic, noted);
    }

    private static Diagnostic atCall(Frame frame, Diagnostic diagnostic) {
        Span place = diagnostic.span();
        Span call = place(frame, place);
        if (call == place) {
            return diagnostic;
        }
        Diagnostic moved = new Diagnostic(diagnostic.code(), call, diagnostic.message(), diagnostic.notes(), List.of())
                .withNote("in `" + place.quoted() + "` at " + line(place, call.file()));
        for (Help help : diagnostic.helps()) {
            moved = moved.withHelp(help.text());
        }
        return moved;
    }

    /** Where a user looks for a statement: the call that leads there, if it is in a file that the user cannot change. */
    static Span place(Frame frame, Span statement) {
        Span place = statement;
        Optional<Frame.Caller> caller = frame.caller();
        while (caller.isPresent() && place.file().isShipped()) {
            place = caller.get().span();
            caller = caller.get().outer();
        }
        return place;
    }

    private static boolean contains(Span outer, Span inner) {
        return outer.file() == inner.file() && outer.start() <= inner.start() && inner.end() <= outer.end();
    }

    private void add(Diagnostic diagnostic, Diagnostic noted) {
        if (diagnostic.isError()) {
            errors = true;
            whole.ifPresent(report -> report.errors = true);
        }
        boolean proven = complete || !UNPROVEN.contains(diagnostic.code());
        if (proven && seen.add(new Key(diagnostic.code(), diagnostic.span(), diagnostic.message()))) {
            diagnostics.report(noted);
        }
    }

    boolean hasErrors() {
        return errors;
    }

    /** Where a span begins, as seen from a file: {@code line 7}, {@code line 7 of blocks.nn}. */
    static String line(Span span, SourceFile seenFrom) {
        Position position = span.startPosition();
        String line = "line " + position.line();
        return span.file() == seenFrom ? line : line + " of " + span.file().path();
    }

    /** {@code 1 label}, {@code 2 labels}. */
    static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** What makes two diagnostics the same. */
    private record Key(Code code, Span span, String message) {}
}
