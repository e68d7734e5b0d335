package io.github.nnc.kernel;

import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;

/** The position along one dimension of an access. */
public sealed interface Index {

    static Affine of(Axis axis) {
        return new Affine(List.of(new Term(axis, 1)), List.of(), 0);
    }

    static Affine of(long constant) {
        return new Affine(List.of(), List.of(), constant);
    }

    /** A length as a number: {@code n} of {@code n - 1 - t}. */
    static Affine of(Extent length) {
        return length instanceof Extent.Symbol symbol
                ? new Affine(List.of(), List.of(new Multiple(symbol, 1)), 0)
                : of(length.max());
    }

    /** Whether it moves with an axis. */
    default boolean dependsOn(Axis axis) {
        if (this instanceof FloorDivision division) {
            return division.numerator().dependsOn(axis);
        } else if (this instanceof Indirect indirect) {
            return indirect.id().dependsOn(axis);
        }
        return ((Affine) this).terms().stream().anyMatch(term -> term.axis() == axis);
    }

    /** A sum of axes times constants and of lengths times constants, plus a constant. */
    record Affine(List<Term> terms, List<Multiple> lengths, long constant) implements Index {

        public Affine {
            terms = List.copyOf(terms);
            lengths = List.copyOf(lengths);
        }

        public Affine plus(Affine other) {
            List<Term> sum = new ArrayList<>(terms);
            other.terms.forEach(term -> add(sum, term));
            sum.removeIf(term -> term.coefficient() == 0);
            List<Multiple> multiples = new ArrayList<>(lengths);
            other.lengths.forEach(multiple -> add(multiples, multiple));
            multiples.removeIf(multiple -> multiple.coefficient() == 0);
            return new Affine(sum, multiples, constant + other.constant);
        }

        public Affine minus(Affine other) {
            return plus(other.times(-1));
        }

        public Affine plus(long offset) {
            return new Affine(terms, lengths, constant + offset);
        }

        public Affine times(long factor) {
            return factor == 0
                    ? of(0)
                    : new Affine(
                            terms.stream()
                                    .map(t -> new Term(t.axis(), t.coefficient() * factor))
                                    .toList(),
                            lengths.stream()
                                    .map(m -> new Multiple(m.length(), m.coefficient() * factor))
                                    .toList(),
                            constant * factor);
        }

        /** Whether it is the same number in every iteration of every call. */
        public boolean isConstant() {
            return terms.isEmpty() && lengths.isEmpty();
        }

        /** The smallest it can be, which no iteration of any call goes below. */
        public long least() {
            return -times(-1).most();
        }

        /** The largest it can be, each length at the bound that makes it so. */
        public long most() {
            Affine last = new Affine(List.of(), lengths, constant);
            for (Term term : terms) {
                if (term.coefficient() > 0) {
                    last = last.plus(of(term.axis().extent()).plus(-1).times(term.coefficient()));
                }
            }
            long most = last.constant;
            for (Multiple multiple : last.lengths) {
                Extent length = multiple.length();
                most += multiple.coefficient() * (multiple.coefficient() < 0 ? length.min() : length.max());
            }
            return most;
        }

        private static void add(List<Term> sum, Term term) {
            for (int i = 0; i < sum.size(); i++) {
                if (sum.get(i).axis() == term.axis()) {
                    sum.set(i, new Term(term.axis(), sum.get(i).coefficient() + term.coefficient()));
                    return;
                }
            }
            sum.add(term);
        }

        private static void add(List<Multiple> sum, Multiple multiple) {
            for (int i = 0; i < sum.size(); i++) {
                if (sum.get(i).length() == multiple.length()) {
                    sum.set(i, new Multiple(multiple.length(), sum.get(i).coefficient() + multiple.coefficient()));
                    return;
                }
            }
            sum.add(multiple);
        }
    }

    /** An axis and how far one step of it goes. */
    record Term(Axis axis, long coefficient) {}

    /** A length that a call decides, and how often it counts. */
    record Multiple(Extent.Symbol length, long coefficient) {}

    /** The quotient rounded down: how an enlarged picture finds its source. */
    record FloorDivision(Affine numerator, long divisor) implements Index {}

    /** The value of an id: how a table is read by token. */
    record Indirect(Access id) implements Index {}
}
