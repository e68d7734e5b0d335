package io.github.nnc.syntax;

import io.github.nnc.source.Span;
import java.util.List;

/** {@code < a; b | c >}: one branch or several; the span includes the angle brackets. */
public record Body(List<Branch> branches, Span span) {

    public Body {
        branches = List.copyOf(branches);
    }

    /** Statements that hand a value on from one to the next; an empty branch is the value itself. */
    public record Branch(List<Statement> statements, Span span) {

        public Branch {
            statements = List.copyOf(statements);
        }
    }
}
