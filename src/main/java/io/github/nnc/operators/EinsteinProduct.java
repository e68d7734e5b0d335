package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two operands of a sum of products as matrices, or stacks of them.
 *
 * @param stack labels that the result has from both; the batch stands first
 * @param rows labels that the result has from the left operand alone
 * @param columns labels that the result has from the right operand alone
 * @param summed labels that both operands have and the result has not
 * @param inOrder all labels of the result as they are to stand
 */
record EinsteinProduct(
        Term left,
        Term right,
        List<String> stack,
        List<String> rows,
        List<String> columns,
        List<String> summed,
        List<String> inOrder) {

    /** An operand with a label for each of its dimensions. */
    record Term(Operand operand, List<String> labels) {

        Term {
            labels = List.copyOf(labels);
        }

        boolean has(String label) {
            return labels.contains(label);
        }

        /** The label of the batch. */
        Optional<String> batch() {
            return operand instanceof Flowing x && x.isBatched()
                    ? Optional.of(labels.get(x.batch()))
                    : Optional.empty();
        }
    }

    /**
     * The two so that dimensions change their order least, constants behind.
     *
     * @param wanted the labels that the result keeps
     * @param order in which they are to stand
     */
    static EinsteinProduct of(Term first, Term second, Set<String> wanted, List<String> order) {
        boolean constantFirst = first.operand() instanceof Operand.Constant;
        boolean constantSecond = second.operand() instanceof Operand.Constant;
        return Stream.of(first, second)
                .filter(left -> constantFirst == constantSecond || left.operand() instanceof Flowing)
                .map(left -> left == first ? second : first)
                .flatMap(right -> {
                    Term left = right == second ? first : second;
                    return Stream.of(left, right).map(leading -> matched(left, right, leading, wanted, order));
                })
                .min(Comparator.comparingInt(EinsteinProduct::turns))
                .orElseThrow();
    }

    /** What is summed stands in the order of the leading operand. */
    private static EinsteinProduct matched(
            Term left, Term right, Term leading, Set<String> wanted, List<String> order) {
        List<String> all = new ArrayList<>(order);
        all.addAll(left.labels());
        all.addAll(right.labels());
        LinkedHashSet<String> stack = new LinkedHashSet<>();
        left.batch().ifPresent(stack::add);
        right.batch().ifPresent(stack::add);
        List<String> sorted = List.copyOf(new LinkedHashSet<>(all));
        sorted.stream()
                .filter(label -> wanted.contains(label) && left.has(label) && right.has(label))
                .forEach(stack::add);
        List<String> kept = sorted.stream()
                .filter(label -> wanted.contains(label) && !stack.contains(label))
                .toList();
        return new EinsteinProduct(
                left,
                right,
                List.copyOf(stack),
                kept.stream().filter(left::has).toList(),
                kept.stream().filter(right::has).toList(),
                leading.labels().stream()
                        .filter(label -> !wanted.contains(label) && left.has(label) && right.has(label))
                        .toList(),
                sorted.stream().filter(wanted::contains).toList());
    }

    /** How many layers change the order of dimensions; that of constants costs nothing. */
    private int turns() {
        return turns(left, joined(stack, rows, summed))
                + turns(right, isDense() ? joined(stack, columns, summed) : joined(stack, summed, columns))
                + (inOrder.equals(joined(stack, rows, columns)) ? 0 : 1);
    }

    private static int turns(Term term, List<String> order) {
        boolean free = term.operand() instanceof Operand.Constant;
        return free || order.stream().filter(term::has).toList().equals(term.labels()) ? 0 : 1;
    }

    /** Whether it is what a dense layer does to the left operand. */
    boolean isDense() {
        Optional<String> batch = left.batch();
        return right.operand() instanceof Operand.Constant
                && !(left.operand() instanceof Operand.Constant)
                && stack.stream().allMatch(label -> batch.equals(Optional.of(label)));
    }

    static List<String> joined(List<String> first, List<String> second, List<String> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }
}
