package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often the innermost loop of a nest goes from one element of a buffer to another that is not its neighbour. A
 * contraction in rows runs across its outputs, every other nest along the axis that suits it best.
 */
final class WalkCost {

    private final Step.Nest nest;
    private final Optional<Contraction> contraction;
    private final double points;
    private final double terms;
    private final List<Access> epilogue = new ArrayList<>();
    private final List<Access> all = new ArrayList<>();

    /** {@code times}: how often the nest runs in a pass. */
    WalkCost(Step.Nest nest, double times, Thresholds thresholds) {
        this.nest = nest;
        this.contraction = Contraction.ofRows(nest, thresholds);
        this.points = times * extent(nest.parallel());
        this.terms = points * extent(nest.reduction());
        epilogue.add(nest.target());
        Reads.of(nest.epilogue()).stream()
                .filter(access -> !access.buffer().isParameter())
                .forEach(epilogue::add);
        all.addAll(epilogue);
        Reads.of(nest.body()).stream()
                .filter(access -> !access.buffer().isParameter())
                .forEach(all::add);
    }

    private static double extent(List<Axis> axes) {
        return axes.stream().mapToDouble(axis -> axis.extent().max()).reduce(1, (a, b) -> a * b);
    }

    /** With the dimensions of these strides innermost in these buffers, and the last one in all others. */
    double with(Map<Buffer, Long> innermost) {
        if (contraction.isPresent()) {
            Contraction rows = contraction.get();
            double reads = terms / rows.output().extent().max();
            return reads * least(nest.reduction(), List.of(rows.input()), innermost)
                    + points * jumps(epilogue, rows.output(), innermost);
        }
        List<Axis> axes = new ArrayList<>(nest.parallel());
        axes.addAll(nest.reduction());
        return terms * least(axes, all, innermost);
    }

    /**
     * The jumps an iteration along the axis that suits best. A loop of few iterations is left so often that its start counts
     * as a jump.
     */
    private static double least(List<Axis> axes, List<Access> accesses, Map<Buffer, Long> innermost) {
        return axes.stream()
                .mapToDouble(axis -> jumps(accesses, axis, innermost)
                        + (double) accesses.size() / axis.extent().max())
                .min()
                .orElse(0);
    }

    private static int jumps(List<Access> accesses, Axis axis, Map<Buffer, Long> innermost) {
        int jumps = 0;
        for (Access access : accesses) {
            Long stride = innermost.get(access.buffer());
            int last = stride == null
                    ? access.indices().size() - 1
                    : Strides.of(access.view()).dimension(stride);
            jumps += isContiguous(access, axis, last) ? 0 : 1;
        }
        return jumps;
    }

    private static boolean isContiguous(Access access, Axis axis, int last) {
        for (int d = 0; d < access.indices().size(); d++) {
            Index index = access.indices().get(d);
            if (Uses.dependsOn(index, axis) && !(d == last && index instanceof Index.Affine at && isStep(at, axis))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStep(Index.Affine index, Axis axis) {
        return index.terms().stream().allMatch(term -> term.axis() != axis || term.coefficient() == 1);
    }
}
