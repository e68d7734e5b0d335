package io.github.nnc.syntax;

import io.github.nnc.source.Span;
import java.math.BigDecimal;

/** Arithmetic inside parentheses. */
public sealed interface Arithmetic {

    Span span();

    record Literal(BigDecimal value, boolean integer, Span span) implements Arithmetic {}

    record Name(String name, Span span) implements Arithmetic {}

    record Negation(Arithmetic operand, Span span) implements Arithmetic {}

    record Operation(Operator operator, Arithmetic left, Arithmetic right, Span span) implements Arithmetic {}

    /** The four operations; {@link #DIVIDE} must leave no remainder between integers. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }
}
