package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Panel packing: where {@link SliceReductions} takes slices, the weights that a block of outputs reads one after the other
 * lie one after the other, {@code block x slices x run x outputs of a block}. They are copied once, before the first pass.
 */
final class PackPanels implements Pass {

    private final Thresholds thresholds;

    PackPanels(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Program apply(Program program) {
        List<Buffer> buffers = new ArrayList<>(program.buffers());
        List<Step> preparation = new ArrayList<>(program.preparation());
        List<Step> steps = packed(program.steps(), buffers, preparation);
        return new Program(buffers, preparation, steps, program.counters());
    }

    private List<Step> packed(List<Step> steps, List<Buffer> buffers, List<Step> preparation) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                List<Step> inner = packed(sequence.steps(), buffers, preparation);
                result.add(new Step.Sequence(sequence.origin(), sequence.axis(), inner));
            } else {
                Step.Nest nest = (Step.Nest) step;
                Optional<Contraction> found = Contraction.ofRows(nest, thresholds)
                        .filter(contraction ->
                                isInPanels(contraction.output().extent().max())
                                        && SliceReductions.isLarge(nest, contraction, thresholds));
                result.add(found.map(contraction -> packed(nest, contraction, buffers, preparation))
                        .orElse(nest));
            }
        }
        return result;
    }

    /** Fewer panels than a panel has outputs, so that what is inside of one stays the longest row. */
    private boolean isInPanels(long outputs) {
        long width = thresholds.panelOutputs();
        return outputs > width && outputs < width * width && outputs % width == 0;
    }

    private Step packed(Step.Nest nest, Contraction contraction, List<Buffer> buffers, List<Step> preparation) {
        Axis output = contraction.output();
        long width = thresholds.panelOutputs();
        Axis block = new Axis(output.name(), Extent.of(output.extent().max() / width));
        Axis inside = new Axis(output.name(), Extent.of(width));
        Substitution split =
                new Substitution(Map.of(output, Index.of(block).times(width).plus(Index.of(inside))));

        List<Axis> slices = new ArrayList<>(nest.reduction());
        slices.remove(contraction.run());
        List<Axis> axes = new ArrayList<>(List.of(block));
        axes.addAll(slices);
        axes.add(contraction.run());
        axes.add(inside);
        Buffer panels = new Buffer(
                contraction.weight().buffer().name() + "." + buffers.size() + ".panels",
                Buffer.Role.CONSTANT,
                Buffer.Element.FLOAT,
                new Shape(axes.stream().map(Axis::extent).toList()));
        buffers.add(panels);
        Access there = Access.of(panels, KernelBuilder.indices(axes));
        preparation.add(new Step.Nest(
                nest.origin(),
                axes,
                List.of(),
                Step.Reduction.NONE,
                new Expression.Load(split.rewrite(contraction.weight())),
                new Expression.Reduced(),
                there,
                Step.Store.ASSIGN));

        List<Axis> parallel = new ArrayList<>(nest.parallel());
        parallel.remove(output);
        parallel.add(0, block);
        parallel.add(inside);
        Expression product = new Expression.Load(contraction.input()).times(new Expression.Load(there));
        return new Step.Nest(
                nest.origin(),
                parallel,
                nest.reduction(),
                nest.reduce(),
                product,
                split.rewrite(nest.epilogue()),
                split.rewrite(nest.target()),
                nest.store());
    }
}
