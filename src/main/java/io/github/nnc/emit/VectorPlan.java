package io.github.nnc.emit;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.Contraction;
import io.github.nnc.lower.Thresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the points of a reduction spread over registers.
 *
 * @param contraction where the weights lie in rows along the lanes
 * @param lane the parallel axis whose neighbouring points lie in one vector
 * @param block the parallel axis several of whose points share what is loaded
 * @param reduction the reduction axes, the innermost loop last
 */
record VectorPlan(
        Step.Nest nest, Optional<Contraction> contraction, Axis lane, Optional<Axis> block, List<Axis> reduction) {

    /** The longest vectors have so many floats. */
    static final int MOST_LANES = 16;

    /** The shortest rows of weights that are worth vectors. */
    private static final int FEWEST_OUTPUTS = 4;

    /** An array that has what a load needs along the lanes. */
    record Row(Kernel.Layout layout, Index.Affine index) {}

    private static final Thresholds ROWS = new Thresholds(0, FEWEST_OUTPUTS, 0, 0, 0, 0, Long.MAX_VALUE);

    /** A way to reduce a nest in vectors, if there is one. */
    static Optional<VectorPlan> of(Step.Nest nest) {
        if (nest.reduce() == Step.Reduction.NONE
                || nest.reduce() == Step.Reduction.ARGMAX
                || nest.target().buffer().element() != Buffer.Element.FLOAT
                || nest.target().indices().stream().anyMatch(index -> !(index instanceof Index.Affine))) {
            return Optional.empty();
        }
        Optional<Contraction> contraction = Contraction.ofRows(nest, ROWS);
        if (contraction.isPresent()) {
            List<Axis> order = new ArrayList<>(nest.reduction());
            order.remove(contraction.get().run());
            order.add(contraction.get().run());
            Optional<VectorPlan> rows = withBlock(
                    new VectorPlan(nest, contraction, contraction.get().output(), Optional.empty(), order));
            if (rows.isPresent()) {
                return rows;
            }
        }
        for (int i = nest.parallel().size() - 1; i >= 0; i--) {
            Axis lane = nest.parallel().get(i);
            if (isWide(lane) && VectorCode.isContiguous(nest.target(), lane)) {
                Optional<VectorPlan> plan =
                        withBlock(new VectorPlan(nest, Optional.empty(), lane, Optional.empty(), nest.reduction()));
                if (plan.isPresent()) {
                    return plan;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<VectorPlan> withBlock(VectorPlan plan) {
        if (!plan.isPossible()) {
            return Optional.empty();
        }
        Optional<Axis> block = plan.nest.parallel().stream()
                .filter(axis -> axis != plan.lane && plan.reuses(axis))
                .max(Comparator.comparing(axis -> axis.extent().max()));
        return Optional.of(new VectorPlan(plan.nest, plan.contraction, plan.lane, block, plan.reduction));
    }

    private boolean isPossible() {
        return (isWide(lane) || moving(nest.body()).stream().allMatch(this::isPadded))
                && VectorCode.supports(nest.body(), lane, this::isLoadable)
                && (nest.store() == Step.Store.ASSIGN || !isScattered())
                && guarded().stream().allMatch(this::isNeutral)
                && (isScattered()
                        || VectorCode.supports(nest.epilogue(), lane, access -> VectorCode.isPlain(access, lane)));
    }

    /** Whether an axis has as many points as a vector has lanes at most. */
    static boolean isWide(Axis axis) {
        return !axis.extent().isFixed() || axis.extent().max() >= MOST_LANES;
    }

    private boolean isLoadable(Access access) {
        return row(access).isPresent() || VectorCode.isContiguous(access, lane);
    }

    /** Whether more than a short row can be loaded from its beginning. */
    private boolean isPadded(Access access) {
        boolean inRows = access.buffer().isParameter() || access.buffer().role() == Buffer.Role.ROWS;
        return inRows && row(access).isPresent();
    }

    /** Whether it is as well to leave out the iterations in which an access leaves its view. */
    private boolean isNeutral(Access access) {
        double outside = access.outside().orElseThrow();
        boolean alone = nest.body() instanceof Expression.Load;
        return switch (nest.reduce()) {
            case SUM ->
                outside == 0
                        && (alone
                                || nest.body() instanceof Expression.Binary product
                                        && product.operator() == Expression.BinaryOperator.MULTIPLY
                                        && (product.left() instanceof Expression.Load left
                                                        && left.access().equals(access)
                                                || product.right() instanceof Expression.Load right
                                                        && right.access().equals(access)));
            case MAXIMUM -> alone && outside == Double.NEGATIVE_INFINITY;
            case MINIMUM -> alone && outside == Double.POSITIVE_INFINITY;
            case PRODUCT -> alone && outside == 1;
            case NONE, ARGMAX -> false;
        };
    }

    /** Whether points along an axis share a vector, and every one of them loads all that the others do. */
    private boolean reuses(Axis axis) {
        return moving(nest.body()).stream().anyMatch(access -> !access.dependsOn(axis))
                && guarded().stream().noneMatch(access -> access.dependsOn(axis));
    }

    /** The loads of the body that may leave their view. */
    List<Access> guarded() {
        return Reads.of(nest.body()).stream()
                .filter(access -> access.outside().isPresent())
                .distinct()
                .toList();
    }

    /** Where a load lies in rows along the lanes: the weight of a contraction, and others that could not be loaded else. */
    Optional<Row> row(Access access) {
        Optional<Contraction> rows = contraction.filter(found -> found.weight().equals(access));
        if (rows.isPresent()) {
            return Optional.of(new Row(
                    Kernel.Layout.along(access.view(), rows.get().dimension()),
                    rows.get().row()));
        }
        boolean mayLie = access.buffer().isParameter()
                && access.outside().isEmpty()
                && access.view().isFixed()
                && access.indices().stream().allMatch(index -> index instanceof Index.Affine)
                && !VectorCode.isContiguous(access, lane);
        return mayLie
                ? across(access).map(at -> new Row(Kernel.Layout.along(access.view(), at), access.row(at)))
                : Optional.empty();
    }

    /** The dimension that the lanes cover, if no other moves with them. */
    private Optional<Integer> across(Access access) {
        Optional<Integer> found = Optional.empty();
        for (int i = 0; i < access.indices().size(); i++) {
            if (access.indices().get(i).dependsOn(lane)) {
                boolean covers = access.indices().get(i).equals(Index.of(lane))
                        && access.view().extent(i).equals(lane.extent());
                if (found.isPresent() || !covers) {
                    return Optional.empty();
                }
                found = Optional.of(i);
            }
        }
        return found;
    }

    Axis innermost() {
        return reduction.get(reduction.size() - 1);
    }

    /** The parallel axes that are neither in vectors nor in blocks. */
    List<Axis> outer() {
        return nest.parallel().stream()
                .filter(axis -> axis != lane && block.filter(axis::equals).isEmpty())
                .toList();
    }

    /** Whether results have to be stored one by one. */
    boolean isScattered() {
        return !isWide(lane)
                || !VectorCode.isContiguous(nest.target(), lane)
                || !VectorCode.supports(nest.epilogue(), lane, access -> VectorCode.isPlain(access, lane));
    }

    /** Whether a point may be computed twice, because nothing that it reads is what it writes. */
    boolean mayRepeat() {
        return nest.store() == Step.Store.ASSIGN
                && Reads.of(nest.epilogue()).stream()
                        .allMatch(read -> read.buffer().isParameter());
    }

    /** The kind of vectors; a second kind in one class would keep JDK 17 from compiling either well. */
    static final String SPECIES = "Lanes.ALL";

    /** What a reduction begins with. */
    String identity() {
        return switch (nest.reduce()) {
            case SUM -> "0f";
            case PRODUCT -> "1f";
            case MAXIMUM -> "Float.NEGATIVE_INFINITY";
            case MINIMUM -> "Float.POSITIVE_INFINITY";
            case NONE, ARGMAX -> throw new IllegalStateException("no vectors of " + nest.reduce());
        };
    }

    /** The method of vectors that takes one value more. */
    String combiner() {
        return switch (nest.reduce()) {
            case SUM -> "add";
            case PRODUCT -> "mul";
            case MAXIMUM -> "max";
            case MINIMUM -> "min";
            case NONE, ARGMAX -> throw new IllegalStateException("no vectors of " + nest.reduce());
        };
    }

    /** The loads of an expression that move with the lanes. */
    Set<Access> moving(Expression expression) {
        Set<Access> moving = new LinkedHashSet<>();
        for (Access access : Reads.of(expression)) {
            if (access.dependsOn(lane)) {
                moving.add(access);
            }
        }
        return moving;
    }
}
