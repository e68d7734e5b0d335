package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the dimensions of temporaries so that innermost loops walk along them: {@code channels x height x width} becomes
 * {@code height x width x channels} where convolutions, whose inner loop runs across channels, read and write it. What
 * comes from and goes to the caller keeps its order.
 */
final class ChooseLayouts implements Pass {

    private final Thresholds thresholds;

    ChooseLayouts(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Program apply(Program program) {
        Map<Buffer, Shape> shapes = FinestViews.of(program.steps());
        if (shapes.isEmpty()) {
            return program;
        }
        List<Step> split = split(program.steps(), shapes);
        Map<Buffer, Long> innermost = LayoutSearch.of(split, shapes, thresholds);
        if (innermost.isEmpty()) {
            return program;
        }
        Turning turning = new Turning(shapes, innermost);
        return program.with(
                program.buffers().stream().map(turning::buffer).toList(), turning.turned(program.steps(), split));
    }

    /** The steps with every buffer seen in its shape; forgets the shapes of those that cannot be. */
    private static List<Step> split(List<Step> steps, Map<Buffer, Shape> shapes) {
        for (; ; ) {
            List<Buffer> obstacles = new ArrayList<>();
            List<Step> split = split(steps, shapes, obstacles);
            if (obstacles.isEmpty()) {
                return split;
            }
            obstacles.forEach(shapes::remove);
        }
    }

    private static List<Step> split(List<Step> steps, Map<Buffer, Shape> shapes, List<Buffer> obstacles) {
        List<Step> split = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                split.add(new Step.Sequence(
                        sequence.origin(), sequence.axis(), split(sequence.steps(), shapes, obstacles)));
            } else {
                SplitViews.Result result = SplitViews.of((Step.Nest) step, shapes);
                result.obstacle().ifPresent(obstacles::add);
                split.add(result.nest());
            }
        }
        return split;
    }

    /** Rewrites the accesses to buffers whose dimensions are turned until the one of a given stride is the last. */
    private static final class Turning extends Rewriter {

        private final Map<Buffer, Long> innermost;
        private final Map<Buffer, Buffer> turned = new IdentityHashMap<>();
        private final Map<Buffer, Long> by = new IdentityHashMap<>();

        Turning(Map<Buffer, Shape> shapes, Map<Buffer, Long> innermost) {
            this.innermost = innermost;
            innermost.forEach((buffer, last) -> {
                Shape seen = shapes.get(buffer);
                Shape shape = new Shape(turn(seen.extents(), Strides.of(seen).dimension(last)));
                Buffer other = new Buffer(buffer.name(), buffer.role(), buffer.element(), shape);
                turned.put(buffer, other);
                by.put(other, last);
            });
        }

        /** The steps, those that see a turned buffer as they were split. */
        List<Step> turned(List<Step> steps, List<Step> split) {
            List<Step> result = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i) instanceof Step.Sequence sequence) {
                    List<Step> inner = turned(sequence.steps(), ((Step.Sequence) split.get(i)).steps());
                    result.add(new Step.Sequence(sequence.origin(), sequence.axis(), inner));
                } else {
                    boolean sees = sees((Step.Nest) steps.get(i));
                    result.add(sees ? rewrite(split.get(i)) : steps.get(i));
                }
            }
            return result;
        }

        private boolean sees(Step.Nest nest) {
            Set<Buffer> buffers = Uses.buffersRead(nest);
            buffers.add(nest.target().buffer());
            return buffers.stream().anyMatch(innermost::containsKey);
        }

        @Override
        protected Buffer buffer(Buffer buffer) {
            return turned.getOrDefault(buffer, buffer);
        }

        @Override
        protected Access access(Access access) {
            Long stride = by.get(access.buffer());
            if (stride == null) {
                return access;
            }
            int last = Strides.of(access.view()).dimension(stride);
            return new Access(
                    access.buffer(),
                    new Shape(turn(access.view().extents(), last)),
                    turn(access.indices(), last),
                    access.outside());
        }

        private static <T> List<T> turn(List<T> dimensions, int last) {
            List<T> result = new ArrayList<>(dimensions.subList(last + 1, dimensions.size()));
            result.addAll(dimensions.subList(0, last + 1));
            return result;
        }
    }
}
