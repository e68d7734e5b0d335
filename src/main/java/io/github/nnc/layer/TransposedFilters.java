package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The loops of a transposed convolution, which gather: where the stride is s, the outputs fall into s phases, and those
 * of one phase see every s-th value of the filter. Output s*q + r is the sum over j of
 * {@code x[q - j] * weight[r + s*j]}.
 */
final class TransposedFilters {

    private final Lowering lowering;
    private final long groups;
    private final List<TransposedWindow> windows;
    private final boolean bias;
    private final Axis group;
    private final Axis out;
    private final Axis in;
    private final List<Phases> phases = new ArrayList<>();

    TransposedFilters(Lowering lowering, long channels, long groups, List<TransposedWindow> windows, boolean bias) {
        this.lowering = lowering;
        this.groups = groups;
        this.windows = windows;
        this.bias = bias;
        this.group = new Axis("g", Extent.of(groups));
        this.out = new Axis("o", Extent.of(channels / groups));
        this.in = new Axis("c", Extent.of(lowering.inputShape().extent(0).max() / groups));
        for (int i = 0; i < windows.size(); i++) {
            String name = Spatial.axis(i, windows.size()).substring(0, 1);
            phases.add(Phases.of(windows.get(i), lowering.output().shape().extent(i + 1), name));
        }
    }

    void lower() {
        boolean direct = phases.stream().allMatch(Phases::isWhole);
        if (direct) {
            gather(lowering.output(), bias);
            return;
        }
        List<Extent> extents = new ArrayList<>();
        extents.add(lowering.output().shape().extent(0));
        phases.forEach(each -> extents.add(each.length()));
        Buffer whole = lowering.kernels().temporary("whole", new Shape(extents));
        gather(whole, false);
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        List<Index> indices = new ArrayList<>();
        indices.add(Index.of(axes.get(0)));
        for (int i = 0; i < phases.size(); i++) {
            indices.add(Index.of(axes.get(i + 1)).plus(phases.get(i).cut()));
        }
        Expression value = new Expression.Load(Access.of(whole, indices));
        Expression shifted = bias ? value.plus(lowering.weight("bias").at(axes.get(0))) : value;
        lowering.kernels().map(axes, shifted, lowering.store(axes));
    }

    private void gather(Buffer target, boolean shifted) {
        List<Axis> parallel = new ArrayList<>();
        if (groups > 1) {
            parallel.add(group);
        }
        parallel.add(out);
        List<Axis> reduction = new ArrayList<>(List.of(in));
        Index.Affine channel = grouped(in);
        List<Index> read = new ArrayList<>(List.of(channel));
        List<Index> weigh = new ArrayList<>(List.of(channel, Index.of(out)));
        for (Phases each : phases) {
            parallel.addAll(each.outputs());
            reduction.add(each.tap());
            read.add(each.read());
            weigh.add(each.weigh());
        }
        Expression x = new Expression.Load(Access.padded(lowering.input(), read, 0));
        lowering.kernels()
                .reduce(
                        parallel,
                        reduction,
                        Step.Reduction.SUM,
                        x.times(filter(weigh)),
                        sum -> shifted ? sum.plus(lowering.weight("bias").at(List.of(grouped(out)))) : sum,
                        Access.walk(target, parallel));
    }

    private Index.Affine grouped(Axis within) {
        return groups == 1
                ? Index.of(within)
                : Index.of(group).times(within.extent().max()).plus(Index.of(within));
    }

    /** The filter's value, 0 behind its end; where phases meet a dilation, that of a filter with zeros in its gaps. */
    private Expression filter(List<Index> at) {
        if (phases.stream().allMatch(each -> each.gap() == 1)) {
            return lowering.weight("weight").at(at, 0);
        }
        List<Axis> axes =
                new ArrayList<>(List.of(new Axis("i", lowering.inputShape().extent(0)), out));
        List<Index> read = new ArrayList<>(KernelBuilder.indices(axes));
        List<Extent> lengths = new ArrayList<>(axes.stream().map(Axis::extent).toList());
        List<Axis> gaps = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            Axis tap = new Axis("k" + i, Extent.of(windows.get(i).kernel()));
            axes.add(tap);
            read.add(Index.of(tap));
            long gap = phases.get(i).gap();
            if (gap > 1) {
                gaps.add(new Axis("z" + i, Extent.of(gap)));
                axes.add(gaps.get(gaps.size() - 1));
            }
            lengths.add(Extent.of(windows.get(i).kernel() * gap));
        }
        Expression value = lowering.weight("weight").at(read);
        Expression zero = Expression.constant(0);
        for (Axis gap : gaps) {
            Expression at0 = new Expression.Position(Index.of(gap));
            value = new Expression.Select(Expression.Comparison.EQUAL, at0, zero, value, zero);
        }
        Buffer spread = lowering.kernels().temporary("spread", new Shape(lengths));
        lowering.kernels().map(axes, value, Access.walk(spread, axes));
        return new Expression.Load(Access.padded(spread, at, 0));
    }
}
