package io.github.nnc.emit;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Prints where in a flat array an access points to. A stride is a number times the lengths that only a call knows.
 */
final class Address {

    private final Function<Axis, String> axes;
    private final Function<Extent.Symbol, String> lengths;
    private final Function<Access, String> ids;

    Address(Function<Axis, String> axes, Function<Extent.Symbol, String> lengths, Function<Access, String> ids) {
        this.axes = axes;
        this.lengths = lengths;
        this.ids = ids;
    }

    /** The index into the array that holds the buffer from {@code offset} on, which is empty for the array's start. */
    String of(Access access, String offset) {
        return sum(access, offset).toString();
    }

    /**
     * The same, where what is the same for all iterations of some loops is computed before them.
     *
     * @param inside the variables of these loops
     * @param start gives the variable that holds a sum of parts
     */
    String of(Access access, String offset, Set<String> inside, UnaryOperator<String> start) {
        return sum(access, offset).startingAt(inside, start);
    }

    private Sum sum(Access access, String offset) {
        Sum sum = new Sum();
        if (!offset.isEmpty()) {
            sum.add(offset, 1);
        }
        long stride = 1;
        String lengthsOfStride = "";
        List<Extent> extents = access.view().extents();
        List<Runnable> outermostFirst = new ArrayList<>();
        for (int i = extents.size() - 1; i >= 0; i--) {
            long factor = stride;
            String symbolic = lengthsOfStride;
            Index index = access.indices().get(i);
            outermostFirst.add(0, () -> add(sum, index, factor, symbolic));
            if (i > 0 && extents.get(i) instanceof Extent.Symbol symbol) {
                lengthsOfStride = lengthsOfStride + " * " + lengths.apply(symbol);
            } else {
                stride *= extents.get(i).max();
            }
        }
        outermostFirst.forEach(Runnable::run);
        return sum;
    }

    String of(Index.Affine index) {
        Sum sum = new Sum();
        add(sum, index, 1, "");
        return sum.toString();
    }

    /** The conditions under which the access stays inside its view; empty where it always does. */
    String guard(Access access) {
        List<String> conditions = new ArrayList<>();
        if (access.outside().isPresent()) {
            for (int i = 0; i < access.indices().size(); i++) {
                addConditions(conditions, access.indices().get(i), access.view().extent(i));
            }
        }
        return String.join(" && ", conditions);
    }

    private void addConditions(List<String> conditions, Index index, Extent extent) {
        if (index instanceof Index.Indirect indirect) {
            String id = ids.apply(indirect.id());
            conditions.add(id + " >= 0 && " + id + " < " + of(Index.of(extent)));
        } else if (index instanceof Index.FloorDivision division) {
            addConditions(conditions, division.numerator(), Index.of(extent).times(division.divisor()));
        } else {
            addConditions(conditions, (Index.Affine) index, Index.of(extent));
        }
    }

    private void addConditions(List<String> conditions, Index.Affine index, Index.Affine end) {
        if (index.least() < 0) {
            conditions.add(of(index) + " >= 0");
        }
        if (index.minus(end).most() >= 0) {
            conditions.add(of(index) + " < " + of(end));
        }
    }

    private void add(Sum sum, Index index, long stride, String lengthsOfStride) {
        if (index instanceof Index.FloorDivision division) {
            String quotient = "Math.floorDiv(" + of(division.numerator()) + ", " + division.divisor() + ")";
            sum.add(quotient + lengthsOfStride, stride);
        } else if (index instanceof Index.Indirect indirect) {
            sum.add(ids.apply(indirect.id()) + lengthsOfStride, stride);
        } else if (index instanceof Index.Affine affine) {
            for (Index.Term term : affine.terms()) {
                sum.add(axes.apply(term.axis()) + lengthsOfStride, term.coefficient() * stride);
            }
            for (Index.Multiple multiple : affine.lengths()) {
                sum.add(lengths.apply(multiple.length()) + lengthsOfStride, multiple.coefficient() * stride);
            }
            if (lengthsOfStride.isEmpty()) {
                sum.constant += affine.constant() * stride;
            } else if (affine.constant() != 0) {
                sum.add(lengthsOfStride.substring(" * ".length()), affine.constant() * stride);
            }
        }
    }

    /** A sum of variables times numbers, printed as short as it can be. */
    private static final class Sum {

        private final Map<String, Long> terms = new LinkedHashMap<>();
        private long constant;

        /** Constants stay outside, since they differ from point to point where starts do not. */
        String startingAt(Set<String> inside, UnaryOperator<String> start) {
            Sum before = new Sum();
            Sum rest = new Sum();
            terms.forEach(
                    (variable, coefficient) -> (isPlain(variable, inside) ? before : rest).add(variable, coefficient));
            rest.constant = constant;
            boolean several =
                    before.terms.size() > 1 || before.terms.values().stream().anyMatch(coefficient -> coefficient != 1);
            if (!several || rest.terms.isEmpty()) {
                return toString();
            }
            Sum moved = new Sum();
            moved.add(start.apply(before.toString()), 1);
            rest.terms.forEach(moved::add);
            moved.constant = constant;
            return moved.toString();
        }

        private static boolean isPlain(String product, Set<String> inside) {
            return Stream.of(product.split(" \\* "))
                    .allMatch(factor -> SourceVersion.isIdentifier(factor) && !inside.contains(factor));
        }

        void add(String variable, long coefficient) {
            terms.merge(variable, coefficient, Long::sum);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            terms.forEach((variable, coefficient) -> {
                if (coefficient != 0) {
                    text.append(text.length() == 0 ? (coefficient < 0 ? "-" : "") : coefficient < 0 ? " - " : " + ");
                    text.append(variable).append(Math.abs(coefficient) == 1 ? "" : " * " + Math.abs(coefficient));
                }
            });
            if (text.length() == 0) {
                return Long.toString(constant);
            }
            return constant == 0 ? text.toString() : text + (constant < 0 ? " - " : " + ") + Math.abs(constant);
        }
    }
}
