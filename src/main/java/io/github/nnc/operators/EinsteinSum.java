package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.operators.EinsteinProduct.Term;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sums of products over dimensions of the same label. Operands are combined two at a time: what one alone has is summed first,
 * what both have and the result has not by a product of matrices, of which there is a stack for the labels that all three have.
 */
record EinsteinSum(Layers layers) {

    Operand of(Equation equation, List<Operand> operands) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            terms.add(diagonal(new Term(operands.get(i), equation.inputs().get(i))));
        }
        Term product = terms.get(0);
        for (int i = 1; i < terms.size(); i++) {
            Set<String> wanted = new HashSet<>(equation.output());
            terms.subList(i + 1, terms.size()).forEach(term -> wanted.addAll(term.labels()));
            product = combined(product, terms.get(i), wanted, equation.output());
        }
        return ordered(summed(product, new HashSet<>(equation.output())), equation.output())
                .operand();
    }

    /** A label that stands twice takes the numbers whose two indices are equal: every so many of both dimensions as one. */
    private Term diagonal(Term term) {
        List<String> labels = new ArrayList<>(new LinkedHashSet<>(term.labels()));
        if (labels.size() == term.labels().size()) {
            return term;
        }
        if (term.labels().size() > labels.size() + 1) {
            throw new Unsupported("`equation` has more than one diagonal of an input");
        }
        String label = labels.stream()
                .filter(each -> Collections.frequency(term.labels(), each) > 1)
                .findFirst()
                .orElseThrow();
        labels.remove(label);
        int axis = labels.size();
        List<Integer> order =
                new ArrayList<>(labels.stream().map(term.labels()::indexOf).toList());
        order.add(term.labels().indexOf(label));
        order.add(term.labels().lastIndexOf(label));
        Operand square = layers.permute(term.operand(), order);
        List<Extent> extents = new ArrayList<>(layers.extents(square));
        Extent side = extents.remove(axis);
        if (!side.isFixed() || !side.equals(extents.remove(axis))) {
            throw new Unsupported("`equation` takes the diagonal of " + layers.extents(square));
        }
        long count = Math.multiplyExact(side.max(), side.max());
        extents.add(Extent.of(count));
        Operand flat = new Reshaping(layers, square)
                .to(extents.stream().map(Optional::of).toList());
        labels.add(label);
        return new Term(layers.slice(flat, axis, 0, count, side.max() + 1), labels);
    }

    private Term summed(Term term, Set<String> wanted) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < term.labels().size(); axis++) {
            if (!wanted.contains(term.labels().get(axis))) {
                axes.add(axis);
            }
        }
        return axes.isEmpty()
                ? term
                : new Term(
                        Moments.reduced(layers, "sum", layers.flowing(term.operand()), axes, false),
                        term.labels().stream().filter(wanted::contains).toList());
    }

    private Term combined(Term left, Term right, Set<String> wanted, List<String> order) {
        Term first = stretching(left, right);
        Term second = stretching(right, first);
        EinsteinProduct product = EinsteinProduct.of(
                summed(first, union(wanted, second.labels())),
                summed(second, union(wanted, first.labels())),
                wanted,
                order);
        if (product.stack().stream().anyMatch(label -> !wanted.contains(label))) {
            throw new MixesBatch(layers.origin());
        }
        boolean dense = product.isDense();
        boolean vector = product.rows().isEmpty() || product.columns().isEmpty();
        if (product.summed().isEmpty() || vector && !dense) {
            return summed(joined(product), wanted);
        }
        return apart(product, dense ? dense(product) : matmul(product));
    }

    private static Set<String> union(Set<String> labels, List<String> others) {
        Set<String> union = new HashSet<>(labels);
        union.addAll(others);
        return union;
    }

    /** A dimension of 1 stretches: it is none where the other operand has more under that label. */
    private Term stretching(Term term, Term other) {
        Operand operand = term.operand();
        List<String> labels = new ArrayList<>(term.labels());
        for (String label : term.labels()) {
            if (!other.has(label)) {
                continue;
            }
            int axis = labels.indexOf(label);
            Extent own = layers.extents(operand).get(axis);
            Extent others = layers.extents(other.operand()).get(other.labels().indexOf(label));
            boolean one = own.equals(Extent.of(1));
            if (!one && !own.equals(others) && !others.equals(Extent.of(1))) {
                throw new Unsupported("`equation` has " + own + " and " + others + " places for one label");
            }
            if (one && !term.batch().equals(Optional.of(label)) && (!others.equals(own) || isBatch(other, label))) {
                operand = layers.squeeze(operand, axis);
                labels.remove(axis);
            }
        }
        return new Term(operand, labels);
    }

    private static boolean isBatch(Term term, String label) {
        return term.batch().equals(Optional.of(label));
    }

    /** Element by element, what one has not stretched over the other. */
    private Term joined(EinsteinProduct product) {
        List<String> all = EinsteinProduct.joined(product.inOrder(), product.summed(), List.of());
        return new Term(layers.join("mul", spread(product.left(), all), spread(product.right(), all)), all);
    }

    /** With dimensions in the order of some labels, and of 1 for those behind its first one that it has not. */
    private Operand spread(Term term, List<String> labels) {
        Operand operand =
                ordered(term, labels.stream().filter(term::has).toList()).operand();
        int at = 0;
        for (String label : labels) {
            if (term.has(label)) {
                at++;
            } else if (at > 0) {
                operand = layers.unsqueeze(operand, at++);
            }
        }
        return operand;
    }

    private Term ordered(Term term, List<String> labels) {
        return labels.equals(term.labels())
                ? term
                : new Term(
                        layers.permute(
                                term.operand(),
                                labels.stream().map(term.labels()::indexOf).toList()),
                        labels);
    }

    private Flowing dense(EinsteinProduct product) {
        Term weight = ordered(product.right(), EinsteinProduct.joined(product.columns(), product.summed(), List.of()));
        long inputs = count(weight, product.summed());
        Operand matrix = layers.shaped(weight.operand(), List.of(count(weight, product.columns()), inputs));
        Flowing rows = layers.flowing(merged(product.left(), product.stack(), product.rows(), product.summed()));
        return ProductRules.dense(layers, rows, matrix, Optional.empty());
    }

    private long count(Term term, List<String> labels) {
        return Tensors.product(
                labels.stream().map(label -> extent(term, label).max()).toList());
    }

    private Extent extent(Term term, String label) {
        return layers.extents(term.operand()).get(term.labels().indexOf(label));
    }

    private Flowing matmul(EinsteinProduct product) {
        return ProductRules.product(
                layers,
                merged(product.left(), product.stack(), product.rows(), product.summed()),
                merged(product.right(), product.stack(), product.summed(), product.columns()));
    }

    /** The dimensions of a stack, then those of rows as one, if there are any, and those of columns as one. */
    private Operand merged(Term term, List<String> stack, List<String> rows, List<String> columns) {
        List<String> front = stack.stream().filter(term::has).toList();
        Term turned = ordered(term, EinsteinProduct.joined(front, rows, columns));
        List<Optional<Extent>> extents = new ArrayList<>();
        front.forEach(label -> extents.add(Optional.of(extent(turned, label))));
        for (List<String> labels : List.of(rows, columns)) {
            if (labels.size() == 1) {
                extents.add(Optional.of(extent(turned, labels.get(0))));
            } else if (!labels.isEmpty()) {
                boolean fixed =
                        labels.stream().allMatch(label -> extent(turned, label).isFixed());
                extents.add(fixed ? Optional.of(Extent.of(count(turned, labels))) : Optional.empty());
            }
        }
        return extents.size() == turned.labels().size()
                ? turned.operand()
                : new Reshaping(layers, turned.operand()).to(extents);
    }

    /** A product whose rows and columns have all their dimensions again. */
    private Term apart(EinsteinProduct product, Flowing result) {
        List<String> labels = EinsteinProduct.joined(product.stack(), product.rows(), product.columns());
        Operand plain = product.columns().isEmpty() ? layers.squeeze(result, result.rank() - 1) : result;
        if (product.rows().size() <= 1 && product.columns().size() <= 1) {
            return new Term(plain, labels);
        }
        List<Optional<Extent>> extents = new ArrayList<>();
        for (String label : labels) {
            extents.add(Optional.of(extent(product.left().has(label) ? product.left() : product.right(), label)));
        }
        return new Term(new Reshaping(layers, plain).to(extents), labels);
    }
}
