package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes out every iteration of a small program, so that nothing of its loops remains. */
final class Unroll implements Pass {

    private final long most;

    /** Leaves programs of more iterations alone. */
    Unroll(long most) {
        this.most = most;
    }

    @Override
    public Program apply(Program program) {
        List<Step.Nest> nests = Reads.nests(program.steps());
        if (program.carries()
                || program.buffers().stream().anyMatch(buffer -> !buffer.shape().isFixed())) {
            return program;
        }
        BigInteger iterations = BigInteger.ZERO;
        for (Step.Nest nest : nests) {
            if (!isUnrollable(nest)) {
                return program;
            }
            iterations = iterations.add(Cost.iterations(nest));
        }
        if (iterations.compareTo(BigInteger.valueOf(most)) > 0
                || nests.size() != program.steps().size()) {
            return program;
        }
        List<Step> steps = new ArrayList<>();
        for (Step.Nest nest : nests) {
            points(nest, 0, new HashMap<>(), steps);
        }
        return program.with(program.buffers(), steps);
    }

    private static boolean isUnrollable(Step.Nest nest) {
        return nest.reduce() != Step.Reduction.ARGMAX
                && nest.target().buffer().element() == Buffer.Element.FLOAT
                && nest.target().indices().stream().allMatch(index -> index instanceof Index.Affine)
                && Reads.of(nest).stream().allMatch(Unroll::hasKnownElement)
                && nest.parallel().stream().allMatch(axis -> axis.extent().isFixed())
                && nest.reduction().stream().allMatch(axis -> axis.extent().isFixed());
    }

    /** Weights stay in arrays, where an id may point; everything else becomes local variables. */
    private static boolean hasKnownElement(Access access) {
        boolean indirect = access.indices().stream().anyMatch(index -> index instanceof Index.Indirect);
        return !indirect || access.buffer().isParameter() && access.outside().isEmpty();
    }

    private static void points(Step.Nest nest, int depth, Map<Axis, Index.Affine> point, List<Step> steps) {
        if (depth == nest.parallel().size()) {
            steps.add(point(nest, new Substitution(Map.copyOf(point))));
            return;
        }
        Axis axis = nest.parallel().get(depth);
        for (long i = 0; i < axis.extent().max(); i++) {
            point.put(axis, Index.of(i));
            points(nest, depth + 1, point, steps);
        }
    }

    private static Step.Nest point(Step.Nest nest, Substitution at) {
        List<Expression> values = new ArrayList<>();
        collect(nest, 0, new HashMap<>(), at.rewrite(nest.body()), values);
        Expression body = values.stream()
                .reduce(nest.reduce()::combine)
                .orElse(nest.reduce().neutral());
        return new Step.Nest(
                nest.origin(),
                List.of(),
                List.of(),
                Step.Reduction.NONE,
                body,
                at.rewrite(nest.epilogue()),
                at.rewrite(nest.target()),
                nest.store());
    }

    private static void collect(
            Step.Nest nest, int depth, Map<Axis, Index.Affine> point, Expression body, List<Expression> values) {
        if (depth == nest.reduction().size()) {
            values.add(new Substitution(Map.copyOf(point)).rewrite(body));
            return;
        }
        Axis axis = nest.reduction().get(depth);
        for (long i = 0; i < axis.extent().max(); i++) {
            point.put(axis, Index.of(i));
            collect(nest, depth + 1, point, body, values);
        }
    }
}
