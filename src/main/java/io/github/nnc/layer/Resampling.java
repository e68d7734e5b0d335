package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

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
 * The loops of an interpolation: one axis after the other, each output a sum of some inputs by tables of their places
 * and weights. The nearest value needs no sum, so that all axes go at once.
 */
record Resampling(Lowering lowering, List<Interpolation> along) {

    void lower() {
        if (along.get(0).method() == Interpolation.Method.NEAREST) {
            copyNearest();
            return;
        }
        List<Integer> changing = new ArrayList<>();
        for (int i = 0; i < along.size(); i++) {
            if (!along.get(i).isIdentity()) {
                changing.add(i + 1);
            }
        }
        if (changing.isEmpty()) {
            List<Axis> axes = KernelBuilder.axes("i", lowering.inputShape());
            lowering.kernels().map(axes, lowering.load(lowering.input(), axes), lowering.store(axes));
        }
        Buffer source = lowering.input();
        for (int i = 0; i < changing.size(); i++) {
            int dimension = changing.get(i);
            Shape shape =
                    source.shape().with(dimension, lowering.output().shape().extent(dimension));
            Buffer target = i == changing.size() - 1
                    ? lowering.output()
                    : lowering.kernels().temporary("along" + dimension, shape);
            interpolate(source, target, dimension);
            source = target;
        }
    }

    private void copyNearest() {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        List<Index> read = new ArrayList<>();
        read.add(Index.of(axes.get(0)));
        for (int i = 0; i < along.size(); i++) {
            read.add(nearest(along.get(i), axes.get(i + 1)));
        }
        lowering.kernels().map(axes, new Expression.Load(Access.of(lowering.input(), read)), lowering.store(axes));
    }

    private Index nearest(Interpolation each, Axis axis) {
        if (each.isIdentity()) {
            return Index.of(axis);
        }
        if (each.ratio().isExact(each.to())) {
            Index.Affine scaled = Index.of(axis).times(each.ratio().numerator().longValueExact());
            long divisor = each.ratio().denominator().longValueExact();
            return divisor == 1 ? scaled : new Index.FloorDivision(scaled, divisor);
        }
        Buffer table = lowering.kernels().temporaryIds("place_" + axis.name(), new Shape(List.of(axis.extent())));
        Access entry = Access.of(table, List.of(Index.of(axis)));
        Expression place = new Expression.Position(Index.of(axis))
                .times(constant(each.ratio().value()))
                .apply(Expression.UnaryOperator.FLOOR)
                .minimum(constant(each.from() - 1));
        lowering.kernels().map(List.of(axis), place, entry);
        return new Index.Indirect(entry);
    }

    private void interpolate(Buffer source, Buffer target, int dimension) {
        Interpolation each = along.get(dimension - 1);
        Axis tap = new Axis("k", Extent.of(each.taps()));
        List<Axis> axes = KernelBuilder.axes("i", target.shape());
        Axis output = axes.get(dimension);
        List<Axis> pair = List.of(output, tap);
        Shape shape = new Shape(List.of(output.extent(), tap.extent()));
        Access place = lowering.element(lowering.kernels().temporaryIds("place" + dimension, shape), pair);
        Access weight = lowering.element(lowering.kernels().temporary("share" + dimension, shape), pair);
        tabulate(each, pair, place, weight);
        List<Index> read = new ArrayList<>(KernelBuilder.indices(axes));
        read.set(dimension, new Index.Indirect(place));
        Expression share = each.antialias() ? normalised(pair, weight, dimension) : new Expression.Load(weight);
        lowering.kernels()
                .reduce(
                        axes,
                        List.of(tap),
                        Step.Reduction.SUM,
                        new Expression.Load(Access.of(source, read)).times(share),
                        sum -> sum,
                        lowering.element(target, axes));
    }

    /** Fills the tables of places, in which borders go on, and of weights, which are 0 there if antialiased. */
    private void tabulate(Interpolation each, List<Axis> pair, Access place, Access weight) {
        Expression source = each.source(pair.get(0));
        Expression position = each.first(source).plus(new Expression.Position(Index.of(pair.get(1))));
        Expression last = constant(each.from() - 1);
        Expression inside = position.maximum(constant(0)).minimum(last);
        lowering.kernels().map(pair, inside, place);
        Expression counted = each.weight(source, position);
        Expression zero = constant(0);
        Expression shares =
                each.antialias() ? position.ifLess(zero, zero, last.ifLess(position, zero, counted)) : counted;
        lowering.kernels().map(pair, shares, weight);
    }

    /** The weights divided by their sum. */
    private Expression normalised(List<Axis> pair, Access weight, int dimension) {
        Axis output = pair.get(0);
        Buffer sums = lowering.kernels().temporary("sum" + dimension, new Shape(List.of(output.extent())));
        Access sum = Access.of(sums, List.of(Index.of(output)));
        lowering.kernels()
                .reduce(
                        List.of(output),
                        List.of(pair.get(1)),
                        Step.Reduction.SUM,
                        new Expression.Load(weight),
                        total -> total,
                        sum);
        Buffer shares =
                lowering.kernels().temporary("part" + dimension, weight.buffer().shape());
        Access part = lowering.element(shares, pair);
        lowering.kernels().map(pair, new Expression.Load(weight).dividedBy(new Expression.Load(sum)), part);
        return new Expression.Load(part);
    }
}
