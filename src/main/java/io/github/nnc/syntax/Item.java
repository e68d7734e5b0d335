package io.github.nnc.syntax;

import io.github.nnc.source.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** One written value, not yet evaluated. */
public sealed interface Item {

    Span span();

    /** {@code 12}, {@code -0.5}, {@code 1e-5}; integers are exact at any size. */
    record Number(BigDecimal value, boolean integer, Span span) implements Item {}

    /** {@code 3x3}, {@code 768x?}: an empty element is the question mark. */
    record Dims(List<Optional<Long>> sizes, Span span) implements Item {

        public Dims {
            sizes = List.copyOf(sizes);
        }
    }

    /** {@code 1..128}, {@code ..512}: both ends included. */
    record Range(Optional<Long> from, long to, Span span) implements Item {}

    /** {@code "blocks.nn"}, escapes resolved. */
    record Text(String value, Span span) implements Item {}

    /** {@code relu}, {@code enc.3.skip}, {@code enc.*.skip}. */
    record Path(List<String> parts, Span span) implements Item {

        public Path {
            parts = List.copyOf(parts);
        }

        public boolean isWord() {
            return parts.size() == 1;
        }
    }

    /** {@code (4 * w)}, {@code (n x 128)}, {@code (..2 * n)}: one extent, or several with {@code x} between them. */
    record Expression(List<ExtentExpression> extents, Span span) implements Item {

        public Expression {
            extents = List.copyOf(extents);
        }
    }

    /** A number, or a range where {@code range} holds; without {@code from} a range begins at 1. */
    record ExtentExpression(Optional<Arithmetic> from, Arithmetic to, boolean range, Span span) {}
}
