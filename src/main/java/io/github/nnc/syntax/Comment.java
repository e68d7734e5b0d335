package io.github.nnc.syntax;

import io.github.nnc.source.Span;

/** A comment, its delimiters included in the span. */
public record Comment(Kind kind, Span span) {

    /** {@code // …}, {@code /* … *}{@code /} or {@code /** … *}{@code /}. */
    public enum Kind {
        LINE,
        BLOCK,
        DOC
    }
}
