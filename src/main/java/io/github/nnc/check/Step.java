package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Statement;

/**
 * One statement to be written out.
 *
 * @param arriving what flows into it
 * @param alone whether it is the only thing that would have a name in its {@code < >}
 */
record Step(Elaborator elaborator, Statement.Call call, Frame frame, Flow arriving, boolean alone) {

    Report report() {
        return elaborator.report();
    }

    ModelBuilder builder() {
        return elaborator.builder();
    }

    Evaluator evaluator() {
        return new Evaluator(report(), frame, arriving);
    }

    void reject(Diagnostic diagnostic) {
        report().add(frame, diagnostic);
    }

    void reject(Code code, Span span, String message) {
        reject(Diagnostic.of(code, span, message));
    }

    Span nameSpan() {
        return call.name().span();
    }

    /** Where a user looks for it. */
    Span place() {
        return Report.place(frame, call.span());
    }

    /** Reports a body that the statement does not take. */
    void refuseBody() {
        if (call.body().isPresent()) {
            reject(Diagnostic.of(
                    Code.BODY_UNEXPECTED, nameSpan(), "`" + call.name().text() + "` takes no `< >`"));
        }
    }

    /** Whether a value arrives; reports it where the chain has not begun. */
    boolean needsValue(Flow flow) {
        if (flow == Flow.Absent.NOTHING) {
            builder().addMissingInput();
            reject(Diagnostic.of(
                            Code.NOTHING_ARRIVES,
                            nameSpan(),
                            "`" + call.name().text() + "` needs a value, but none arrives here")
                    .withHelp("begin with `input`, or continue a label with `from`"));
        }
        return flow.value().isPresent();
    }
}
