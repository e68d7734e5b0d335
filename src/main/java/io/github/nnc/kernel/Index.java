package io.github.nnc.kernel;

import java.util.ArrayList;
import java.util.List;

/** The position along one dimension of an access. */
public sealed interface Index {

    static Affine of(Axis axis) {
        return new Affine(List.of(new Term(axis, 1)), 0);
    }

    static Affine of(long constant) {
        return new Affine(List.of(), constant);
    }

    /** A sum of axes times constants, plus a constant. */
    record Affine(List<Term> terms, long constant) implements Index {

        public Affine {
            terms = List.copyOf(terms);
        }

        public Affine plus(Affine other) {
            List<Term> sum = new ArrayList<>(terms);
            for (Term term : other.terms) {
                int same = indexOf(sum, term.axis());
                if (same < 0) {
                    sum.add(term);
                } else {
                    sum.set(same, new Term(term.axis(), sum.get(same).coefficient() + term.coefficient()));
                }
            }
            sum.removeIf(term -> term.coefficient() == 0);
            return new Affine(sum, constant + other.constant);
        }

        public Affine plus(long offset) {
            return new Affine(terms, constant + offset);
        }

        public Affine times(long factor) {
            return factor == 0
                    ? of(0)
                    : new Affine(
                            terms.stream()
                                    .map(t -> new Term(t.axis(), t.coefficient() * factor))
                                    .toList(),
                            constant * factor);
        }

        private static int indexOf(List<Term> terms, Axis axis) {
            for (int i = 0; i < terms.size(); i++) {
                if (terms.get(i).axis() == axis) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** An axis and how far one step of it goes. */
    record Term(Axis axis, long coefficient) {}

    /** The quotient rounded down: how an enlarged picture finds its source. */
    record FloorDivision(Affine numerator, long divisor) implements Index {}

    /** The value of an id: how a table is read by token. */
    record Indirect(Access id) implements Index {}
}
