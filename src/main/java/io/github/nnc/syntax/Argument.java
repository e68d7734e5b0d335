package io.github.nnc.syntax;

import io.github.nnc.source.Span;
import java.util.Optional;

/** {@code padding=same}, or a value without a key. */
public record Argument(Optional<Identifier> key, Value value, Span span) {}
