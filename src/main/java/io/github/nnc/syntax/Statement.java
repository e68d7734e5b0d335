package io.github.nnc.syntax;

import io.github.nnc.source.Span;
import java.util.List;
import java.util.Optional;

/** One step of a branch. */
public sealed interface Statement {

    Optional<Identifier> label();

    Span span();

    /** {@code hidden: dense 128 relu} or {@code repeat 4 < … >}: a name, arguments, sometimes a body. */
    record Call(
            Optional<Identifier> label,
            Identifier name,
            List<Argument> arguments,
            Optional<Body> body,
            Optional<String> documentation,
            Span span)
            implements Statement {

        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A statement in which an error was reported; nothing follows from it but its label. */
    record Broken(Optional<Identifier> label, Span span) implements Statement {}

    /** {@code < … >} or {@code tower: < … >}. */
    record Group(Optional<Identifier> label, Body body, Span span) implements Statement {}
}
