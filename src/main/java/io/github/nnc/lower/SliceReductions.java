package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Loop blocking: where many points share more weights than a cache keeps from one point to the next, all points take one
 * slice of the weights after the other, and their sums lie in a temporary meanwhile.
 */
final class SliceReductions implements Pass {

    /** So many neighbouring outputs are summed together at most. */
    private static final long PANEL = 64;

    private final Thresholds thresholds;

    SliceReductions(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Program apply(Program program) {
        List<Buffer> buffers = new ArrayList<>(program.buffers());
        List<Step> steps = sliced(program.steps(), buffers);
        return program.with(buffers, steps);
    }

    private List<Step> sliced(List<Step> steps, List<Buffer> buffers) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                result.add(new Step.Sequence(sequence.origin(), sequence.axis(), sliced(sequence.steps(), buffers)));
            } else {
                Step.Nest nest = (Step.Nest) step;
                Optional<Contraction> large =
                        Contraction.ofRows(nest, thresholds).filter(found -> isLarge(nest, found, thresholds));
                if (large.isPresent()) {
                    result.addAll(sliced(nest, large.get(), buffers));
                } else {
                    result.add(nest);
                }
            }
        }
        return result;
    }

    /** Whether all points take slices of the weights. */
    static boolean isLarge(Step.Nest nest, Contraction contraction, Thresholds thresholds) {
        long outputs = Math.min(PANEL, contraction.output().extent().max());
        BigInteger panel = Cost.iterations(nest.reduction()).multiply(BigInteger.valueOf(outputs * Float.BYTES));
        return panel.compareTo(BigInteger.valueOf(thresholds.panelBytes())) > 0
                && nest.reduction().size() > 1
                && contraction.points().isPresent()
                && contraction.input().outside().isEmpty()
                && contraction.weight().buffer().isParameter()
                && nest.parallel().stream().allMatch(axis -> axis.extent().isFixed());
    }

    /** Sums that begin with 0, grow slice by slice, and are finished as the nest wants it. */
    private static List<Step> sliced(Step.Nest nest, Contraction contraction, List<Buffer> buffers) {
        List<Axis> parallel = new ArrayList<>(nest.parallel());
        parallel.remove(contraction.output());
        parallel.add(contraction.output());
        Buffer sums = new Buffer(
                nest.origin() + "." + buffers.size() + ".sums",
                Buffer.Role.TEMPORARY,
                Buffer.Element.FLOAT,
                new Shape(parallel.stream().map(Axis::extent).toList()));
        buffers.add(sums);
        Access sum = Access.of(sums, KernelBuilder.indices(parallel));
        Expression more = new Expression.Load(sum).plus(new Expression.Reduced());
        Step slice = new Step.Nest(
                nest.origin(),
                parallel,
                List.of(contraction.run()),
                nest.reduce(),
                nest.body(),
                more,
                sum,
                Step.Store.ASSIGN);
        List<Axis> around = new ArrayList<>(nest.reduction());
        around.remove(contraction.run());
        for (int i = around.size() - 1; i >= 0; i--) {
            slice = new Step.Sequence(nest.origin(), around.get(i), List.of(slice));
        }
        Expression finished =
                Subexpressions.replace(nest.epilogue(), new Expression.Reduced(), new Expression.Load(sum));
        return List.of(
                clear(nest.origin(), sums),
                slice,
                new Step.Nest(
                        nest.origin(),
                        parallel,
                        List.of(),
                        Step.Reduction.NONE,
                        finished,
                        new Expression.Reduced(),
                        nest.target(),
                        nest.store()));
    }

    private static Step.Nest clear(String origin, Buffer sums) {
        Axis all = new Axis("i", Extent.of(sums.shape().elements().longValueExact()));
        return new Step.Nest(
                origin,
                List.of(all),
                List.of(),
                Step.Reduction.NONE,
                Expression.constant(0),
                new Expression.Reduced(),
                Access.walk(sums, List.of(all)),
                Step.Store.ASSIGN);
    }
}
