package io.github.nnc.syntax;

import io.github.nnc.source.Span;

/** A name at its place. */
public record Identifier(String text, Span span) {}
