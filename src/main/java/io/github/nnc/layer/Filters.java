package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The learned filters of a convolution and its loops: {@code sum over c, k of x[c, place(k)] * weight[o, c, k] + bias[o]}. */
record Filters(Shape input, long channels, long groups, List<Window> windows, boolean bias) {

    /** Both start evenly within 1/sqrt(fan in): PyTorch's {@code _ConvNd.reset_parameters}. */
    List<WeightSpec> weights() {
        List<Extent> extents = new ArrayList<>();
        extents.add(Extent.of(channels));
        extents.add(Extent.of(input.extent(0).max() / groups));
        windows.forEach(window -> extents.add(Extent.of(window.kernel())));
        double seen = new Shape(extents).elements().doubleValue() / channels;
        Initialisation start = Initialisation.uniform(1 / Math.sqrt(seen));
        List<WeightSpec> weights = new ArrayList<>();
        weights.add(new WeightSpec("weight", new Shape(extents), start));
        if (bias) {
            weights.add(new WeightSpec("bias", Shape.of(channels), start));
        }
        return weights;
    }

    void lower(Lowering lowering) {
        long in = input.extent(0).max() / groups;
        Axis group = new Axis("g", Extent.of(groups));
        Axis out = new Axis("o", Extent.of(channels / groups));
        Axis channel = new Axis("c", Extent.of(in));
        Taps taps = Taps.of(windows, Spatial.lengths(lowering.output().shape()));
        List<Index> read = new ArrayList<>(taps.read());
        read.add(0, grouped(group, in, channel));
        List<Index> weigh = new ArrayList<>(taps.tapIndices());
        weigh.add(0, Index.of(channel));
        Index.Affine filter = grouped(group, channels / groups, out);
        weigh.add(0, filter);
        List<Axis> reduction = new ArrayList<>(taps.taps());
        reduction.add(0, channel);
        Expression x = new Expression.Load(Access.padded(lowering.input(), read, 0));
        lowering.kernels()
                .reduce(
                        parallel(group, out, taps),
                        reduction,
                        Step.Reduction.SUM,
                        x.times(lowering.weight("weight").at(weigh)),
                        sum -> bias ? sum.plus(lowering.weight("bias").at(List.of(filter))) : sum,
                        Access.walk(lowering.output(), parallel(group, out, taps)));
    }

    private List<Axis> parallel(Axis group, Axis out, Taps taps) {
        List<Axis> parallel = new ArrayList<>(taps.places());
        if (out.extent().max() > 1 || groups == 1) {
            parallel.add(0, out);
        }
        if (groups > 1) {
            parallel.add(0, group);
        }
        return parallel;
    }

    /** The channel {@code within} of a group of so many. */
    private Index.Affine grouped(Axis group, long size, Axis within) {
        Index.Affine start = groups == 1 ? Index.of(0) : Index.of(group).times(size);
        return size == 1 && groups > 1 ? start : start.plus(Index.of(within));
    }
}
