package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which dimension of each buffer should be innermost, by descent: dimensions that one axis walks together, through a
 * chain of poolings, sums and maps, are tried together first, then each by itself; what makes the walks shorter stays.
 */
final class LayoutSearch {

    /** Rounds after which nothing has been seen to improve any more. */
    private static final int MOST_ROUNDS = 4;

    private final Map<Buffer, Shape> shapes;
    private final Map<Buffer, List<WalkCost>> costs = new IdentityHashMap<>();
    private final Map<Dimension, Dimension> parents = new HashMap<>();
    private final Map<Buffer, Long> innermost = new LinkedHashMap<>();

    private LayoutSearch(Map<Buffer, Shape> shapes) {
        this.shapes = shapes;
    }

    /** The stride of the dimension that should be innermost, for each buffer for which that is not the last. */
    static Map<Buffer, Long> of(List<Step> steps, Map<Buffer, Shape> shapes, Thresholds thresholds) {
        LayoutSearch search = new LayoutSearch(shapes);
        search.collect(steps, 1, thresholds);
        search.descend();
        return search.innermost;
    }

    private record Dimension(Buffer buffer, long stride) {}

    private void collect(List<Step> steps, double times, Thresholds thresholds) {
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                collect(sequence.steps(), times * sequence.axis().extent().max(), thresholds);
            } else {
                Step.Nest nest = (Step.Nest) step;
                List<Access> accesses = new ArrayList<>(Reads.of(nest));
                accesses.add(nest.target());
                accesses.removeIf(access -> !shapes.containsKey(access.buffer()));
                if (!accesses.isEmpty()) {
                    link(accesses);
                    WalkCost cost = new WalkCost(nest, times, thresholds);
                    accesses.stream()
                            .map(Access::buffer)
                            .distinct()
                            .forEach(buffer -> costs.computeIfAbsent(buffer, b -> new ArrayList<>())
                                    .add(cost));
                }
            }
        }
    }

    private void link(List<Access> accesses) {
        Map<Axis, Dimension> walked = new IdentityHashMap<>();
        for (Access access : accesses) {
            List<Long> strides = Strides.of(access.view()).each();
            for (int d = 0; d < access.indices().size(); d++) {
                Dimension dimension = new Dimension(access.buffer(), strides.get(d));
                parents.putIfAbsent(dimension, dimension);
                if (access.indices().get(d) instanceof Index.Affine index) {
                    for (Index.Term term : index.terms()) {
                        Dimension other = walked.putIfAbsent(term.axis(), dimension);
                        if (other != null) {
                            parents.put(root(other), root(dimension));
                        }
                    }
                }
            }
        }
    }

    private Dimension root(Dimension dimension) {
        Dimension root = dimension;
        while (!parents.get(root).equals(root)) {
            root = parents.get(root);
        }
        parents.put(dimension, root);
        return root;
    }

    private void descend() {
        List<Map<Buffer, Long>> moves = moves();
        boolean better = true;
        for (int round = 0; better && round < MOST_ROUNDS; round++) {
            better = false;
            for (Map<Buffer, Long> move : moves) {
                better |= improves(move);
            }
        }
    }

    private List<Map<Buffer, Long>> moves() {
        Map<Dimension, Map<Buffer, Long>> together = new LinkedHashMap<>();
        List<Map<Buffer, Long>> alone = new ArrayList<>();
        shapes.forEach((buffer, shape) -> {
            for (long stride : Strides.of(shape).each()) {
                together.computeIfAbsent(root(new Dimension(buffer, stride)), root -> new LinkedHashMap<>())
                        .putIfAbsent(buffer, stride);
                alone.add(Map.of(buffer, stride));
            }
        });
        List<Map<Buffer, Long>> moves = new ArrayList<>(together.values());
        moves.removeIf(move -> move.size() == 1);
        moves.addAll(alone);
        return moves;
    }

    /** Makes a move if it is one and shortens the walks. */
    private boolean improves(Map<Buffer, Long> move) {
        Map<Buffer, Long> before = new LinkedHashMap<>();
        move.keySet().forEach(buffer -> before.put(buffer, innermost.get(buffer)));
        if (move.entrySet().stream().allMatch(each -> isSet(each.getKey(), each.getValue()))) {
            return false;
        }
        Set<WalkCost> affected = new LinkedHashSet<>();
        move.keySet().forEach(buffer -> affected.addAll(costs.get(buffer)));
        double old = sum(affected);
        move.forEach(this::set);
        if (sum(affected) < old) {
            return true;
        }
        before.forEach(this::set);
        return false;
    }

    private boolean isSet(Buffer buffer, long stride) {
        return innermost.getOrDefault(buffer, 1L) == stride;
    }

    private void set(Buffer buffer, Long stride) {
        if (stride == null || stride == 1) {
            innermost.remove(buffer);
        } else {
            innermost.put(buffer, stride);
        }
    }

    private double sum(Collection<WalkCost> affected) {
        return affected.stream().mapToDouble(cost -> cost.with(innermost)).sum();
    }
}
