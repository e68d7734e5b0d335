package io.github.nnc.syntax;

import io.github.nnc.source.Span;
import java.util.List;
import java.util.Optional;

/** What stands at the top level of a file. */
public sealed interface Declaration {

    Span span();

    /** {@code import "blocks.nn";} or {@code import nnc.transformer;}: the target is a string or a path. */
    record Import(Item target, Span span) implements Declaration {}

    /** {@code const n = ..512;}. */
    record Const(Identifier name, Value value, Span span) implements Declaration {}

    /** {@code block keep(w, stride = 1) < … >}. */
    record Block(Identifier name, List<Parameter> parameters, Body body, Optional<String> documentation, Span span)
            implements Declaration {

        public Block {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code model cat_dog < … >}. */
    record Model(Identifier name, Body body, Optional<String> documentation, Span span) implements Declaration {}

    /** A block's parameter and its default. */
    record Parameter(Identifier name, Optional<Value> defaultValue, Span span) {}
}
