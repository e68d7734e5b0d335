package io.github.nnc.lower;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Counter;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.model.Model;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a program costs, lengths at their largest, exact at any size.
 *
 * @param multiplyAdds how often a call adds a product to a sum
 * @param weightBytes what one instance keeps of weights, and of what was computed from them
 * @param workspaceBytes what one thread needs beside inputs and outputs
 * @param stateBytes what one stream of calls leaves from each to the next
 */
public record Cost(BigInteger multiplyAdds, BigInteger weightBytes, BigInteger workspaceBytes, BigInteger stateBytes) {

    private static final BigInteger BYTES = BigInteger.valueOf(Float.BYTES);

    /** What the class of a model costs; written out, products are no loops any more, but as many. */
    public static Cost of(Model model) {
        Cost loops = of(Lower.program(model, Thresholds.MEASURED.withLoops()));
        Program emitted = Lower.program(model);
        boolean straight = Reads.nests(emitted.steps()).stream()
                .allMatch(nest -> nest.parallel().isEmpty() && nest.reduction().isEmpty());
        return straight ? new Cost(loops.multiplyAdds, loops.weightBytes, BigInteger.ZERO, loops.stateBytes) : loops;
    }

    /** What a program with all its loops costs; of one that is written out, products are not found. */
    public static Cost of(Program program) {
        return new Cost(
                multiplyAdds(program.steps(), BigInteger.ONE),
                bytes(program.parameters()),
                workspace(program, BatchAxis.of(program, Thresholds.MEASURED)).multiply(BYTES),
                bytes(program.buffers(Buffer.Role.STATE))
                        .add(BYTES.multiply(BigInteger.valueOf(program.counters().stream()
                                .map(Counter::step)
                                .distinct()
                                .count()))));
    }

    /** The values of all arrays, in which samples lie one by one or, where a batch is computed so, in blocks. */
    private static BigInteger workspace(Program program, Optional<Program> block) {
        MemoryPlan single = MemoryPlan.of(program);
        MemoryPlan plan = block.map(MemoryPlan::of).map(single::or).orElse(single);
        List<Step> all = new ArrayList<>(program.steps());
        block.ifPresent(samples -> all.addAll(samples.steps()));
        return plan.size().add(sums(all));
    }

    /** The rows of sums that are gathered in arrays of their own, each as long as the longest of its kind; functions work in
     * the first one. */
    private static BigInteger sums(List<Step> steps) {
        long[] longest = new long[1 + AcrossReduction.MOST_COPIES];
        for (Step.Nest nest : Reads.nests(steps)) {
            Contraction.ofRows(nest, Thresholds.MEASURED).ifPresent(contraction -> {
                long outputs = contraction.output().extent().max();
                for (int i = 0; i < contraction.sums(nest); i++) {
                    longest[i] = Math.max(longest[i], outputs);
                }
            });
            AcrossReduction.of(nest, Thresholds.MEASURED).ifPresent(across -> {
                for (int i = 0; i < across.arrays(); i++) {
                    longest[i] = Math.max(longest[i], across.lane().extent().max());
                }
            });
            FunctionMap.of(nest, Thresholds.MEASURED)
                    .ifPresent(function -> longest[0] = Math.max(longest[0], function.scratch()));
        }
        return BigInteger.valueOf(Arrays.stream(longest).sum());
    }

    private static BigInteger bytes(List<Buffer> buffers) {
        return buffers.stream()
                .map(buffer -> buffer.shape().elements().multiply(BYTES))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger multiplyAdds(List<Step> steps, BigInteger times) {
        BigInteger sum = BigInteger.ZERO;
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                BigInteger inner = times.multiply(
                        BigInteger.valueOf(sequence.axis().extent().max()));
                sum = sum.add(multiplyAdds(sequence.steps(), inner));
            } else if (step instanceof Step.Nest nest && addsProducts(nest)) {
                sum = sum.add(iterations(nest.parallel())
                        .multiply(iterations(nest.reduction()))
                        .multiply(times));
            }
        }
        return sum;
    }

    private static boolean addsProducts(Step.Nest nest) {
        return nest.reduce() == Step.Reduction.SUM
                && nest.body() instanceof Expression.Binary product
                && product.operator() == Expression.BinaryOperator.MULTIPLY;
    }

    /** How often the body of a nest runs. */
    static BigInteger iterations(Step.Nest nest) {
        return iterations(nest.parallel()).multiply(iterations(nest.reduction()));
    }

    /** How many points axes have together. */
    static BigInteger iterations(List<Axis> axes) {
        return axes.stream()
                .map(axis -> BigInteger.valueOf(axis.extent().max()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }
}
