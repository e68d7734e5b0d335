package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * The loops that layer, group, instance and root-mean-square normalisation share: the input falls into runs of
 * neighbouring numbers, and each run is divided by a measure of its own size.
 *
 * @param view the input's numbers in an order of {@code each}, then {@code run}
 * @param each one run for each point of these axes
 * @param run the axes along a run
 * @param eps added to the variance or the mean square
 */
record Standardisation(Lowering lowering, Shape view, List<Axis> each, List<Axis> run, double eps) {

    /** What layers that divide by a deviation are told. */
    static final Parameter EPS = Parameter.real("eps", 1e-5, "added to the variance")
            .between(0, Float.MAX_VALUE)
            .onlyByName();

    static Standardisation of(Lowering lowering, List<Axis> each, List<Axis> run, double eps) {
        List<Axis> all = new ArrayList<>(each);
        all.addAll(run);
        return new Standardisation(lowering, shape(all), List.copyOf(each), List.copyOf(run), eps);
    }

    private static Shape shape(List<Axis> axes) {
        return new Shape(axes.stream().map(Axis::extent).toList());
    }

    /** y = (x - mean) / sqrt(variance + eps), the variance divided by the count itself; then what follows. */
    void byMeanAndVariance(UnaryOperator<Expression> then) {
        Buffer mean = lowering.kernels().temporary("mean", shape(each));
        Buffer factor = lowering.kernels().temporary("factor", shape(each));
        reduce(x(), sum -> sum.dividedBy(KernelBuilder.count(run)), mean);
        Expression centred = x().minus(lowering.load(mean, each));
        reduce(centred.times(centred), this::factor, factor);
        store(then.apply(centred.times(lowering.load(factor, each))));
    }

    /** y = x / sqrt(mean of x^2 + eps); then what follows. */
    void byMeanSquare(UnaryOperator<Expression> then) {
        Buffer factor = lowering.kernels().temporary("factor", shape(each));
        reduce(x().times(x()), this::factor, factor);
        store(then.apply(x().times(lowering.load(factor, each))));
    }

    private Expression factor(Expression squares) {
        Expression size = squares.dividedBy(KernelBuilder.count(run)).plus(Expression.constant(eps));
        return Expression.constant(1).dividedBy(size.apply(Expression.UnaryOperator.SQRT));
    }

    private Expression x() {
        return new Expression.Load(seen(lowering.input()));
    }

    private Access seen(Buffer buffer) {
        List<Axis> all = new ArrayList<>(each);
        all.addAll(run);
        return new Access(buffer, view, KernelBuilder.indices(all), OptionalDouble.empty());
    }

    private void reduce(Expression body, UnaryOperator<Expression> epilogue, Buffer target) {
        lowering.kernels().reduce(each, run, Step.Reduction.SUM, body, epilogue, lowering.element(target, each));
    }

    private void store(Expression y) {
        List<Axis> all = new ArrayList<>(each);
        all.addAll(run);
        lowering.kernels().map(all, y, seen(lowering.output()));
    }
}
