package io.github.nnc.diagnostic;

import io.github.nnc.source.Span;

/** A replacement of a piece of source text; an empty span inserts. */
public record Edit(Span span, String replacement) {}
