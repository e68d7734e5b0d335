package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reduction, no contraction in rows, that is best made for a whole row of results at a time: all results along the
 * innermost parallel axis lie behind each other, and so does what they are made of. Pools, filters of one channel each and
 * means over an image with the channels last are such.
 *
 * @param lane the axis that the inner loop runs along
 * @param copied the loads of the body that move with it, each from a row of memory of its own
 * @param rows the loads of parameters that lie across one of their dimensions
 */
public record AcrossReduction(Axis lane, List<Access> copied, List<Access> rows) {

    /** So many rows are copied before they are combined; with more arrays in a loop, JDK 17 falls back to scalar code. */
    public static final int MOST_COPIES = 4;

    public AcrossReduction {
        copied = List.copyOf(copied);
        rows = List.copyOf(rows);
    }

    /** The reduction that a nest is, where rows are long enough to be worth copying. */
    public static Optional<AcrossReduction> of(Step.Nest nest, Thresholds thresholds) {
        boolean reduces = switch (nest.reduce()) {
            case SUM, PRODUCT, MAXIMUM, MINIMUM -> nest.store() == Step.Store.ASSIGN;
            case NONE, ARGMAX -> false;
        };
        if (!reduces
                || nest.parallel().isEmpty()
                || nest.target().buffer().element() != Buffer.Element.FLOAT
                || Contraction.ofRows(nest, thresholds).isPresent()) {
            return Optional.empty();
        }
        Axis lane = nest.parallel().get(nest.parallel().size() - 1);
        boolean isRow = lane.extent().isFixed()
                && lane.extent().max() >= thresholds.acrossLanes()
                && isRow(nest.target(), lane)
                && isArithmetic(nest.body(), lane);
        return isRow ? of(nest, lane) : Optional.empty();
    }

    private static Optional<AcrossReduction> of(Step.Nest nest, Axis lane) {
        List<Access> copied = new ArrayList<>();
        List<Access> rows = new ArrayList<>();
        for (Access read : Reads.of(nest.body()).stream().distinct().toList()) {
            if (Uses.dependsOn(read, lane) && !isLane(read, lane)) {
                if (isRowOfParameter(read, lane)) {
                    rows.add(read);
                } else if (isRow(read, lane)) {
                    copied.add(read);
                } else {
                    return Optional.empty();
                }
            }
        }
        return copied.isEmpty() || copied.size() > MOST_COPIES / 2
                ? Optional.empty()
                : Optional.of(new AcrossReduction(lane, copied, rows));
    }

    /** How many points of the reduction are combined at a time. */
    public int taps() {
        return MOST_COPIES / copied.size();
    }

    /** The dimension of a parameter that lies in rows. */
    public int dimension(Access row) {
        return Contraction.dimension(row, lane);
    }

    /** How many arrays as long as a row it works in at most: the results, and the copies. */
    public int arrays() {
        return 1 + MOST_COPIES;
    }

    /** Whether an access moves with an axis as the index into its array does, or not at all. */
    public static boolean isLane(Access access, Axis lane) {
        return !Uses.dependsOn(access, lane)
                || access.outside().isEmpty()
                        && access.buffer().isParameter()
                        && access.indices().equals(List.of(Index.of(lane)));
    }

    /** Whether an access walks along a row of memory with an axis, inside of its view or outside for a whole row. */
    private static boolean isRow(Access access, Axis lane) {
        int last = access.indices().size() - 1;
        for (int d = 0; d < last; d++) {
            if (Uses.dependsOn(access.indices().get(d), lane)) {
                return false;
            }
        }
        return last >= 0
                && access.buffer().element() == Buffer.Element.FLOAT
                && access.buffer().role() != Buffer.Role.ROWS
                && access.indices().stream().noneMatch(index -> index instanceof Index.Indirect)
                && access.indices().get(last) instanceof Index.Affine index
                && index.terms().contains(new Index.Term(lane, 1))
                && (access.outside().isEmpty()
                        || index.least() >= 0
                                && index.minus(Index.of(access.view().extent(last)))
                                                .most()
                                        < 0);
    }

    private static boolean isRowOfParameter(Access access, Axis lane) {
        return access.buffer().isParameter()
                && access.view().isFixed()
                && access.outside().isEmpty()
                && access.indices().stream().allMatch(index -> index instanceof Index.Affine)
                && Contraction.dimension(access, lane) >= 0;
    }

    /** Whether HotSpot has vector instructions for what an expression does. */
    private static boolean isArithmetic(Expression expression, Axis lane) {
        boolean[] arithmetic = {true};
        new Rewriter() {
            @Override
            protected Expression built(Expression operation) {
                arithmetic[0] &= operation instanceof Expression.Binary binary
                                && binary.operator() != Expression.BinaryOperator.POWER
                        || operation instanceof Expression.Constant
                        || operation instanceof Expression.Unary unary
                                && unary.operator() == Expression.UnaryOperator.NEGATE;
                return operation;
            }

            @Override
            protected Index.Affine position(Index.Affine index) {
                arithmetic[0] &= !Uses.dependsOn(index, lane);
                return index;
            }
        }.rewrite(expression);
        return arithmetic[0];
    }
}
