package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;

/** {@code logsumexp}: the logarithm of the sum of the exponentials along axes. */
record LogSumExp(Along along) implements AxisReduction {

    static final LayerType TYPE = AxisReduction.type(
            "logsumexp", "The logarithm of the sum of the exponentials along axes, which are dropped.", LogSumExp::new);

    @Override
    public Step.Reduction operation() {
        return Step.Reduction.SUM;
    }

    /** The largest number is taken out of the sum, which cannot overflow then; one that is infinite cannot be. */
    @Override
    public void lower(Lowering lowering) {
        Lines lines = lines(lowering);
        KernelBuilder kernels = lowering.kernels();
        Expression x = lowering.load(lowering.input(), lines.all());
        Buffer largest = kernels.temporary(
                "largest", new Shape(lines.rest().stream().map(Axis::extent).toList()));
        Access own = Access.of(largest, KernelBuilder.indices(lines.rest()));
        Expression loaded = new Expression.Load(own);
        Expression none = Expression.constant(0);
        kernels.reduce(lines.rest(), lines.reduced(), Step.Reduction.MAXIMUM, x, value -> value, own);
        Expression taken = new Expression.Select(Expression.Comparison.EQUAL, loaded.minus(loaded), none, loaded, none);
        kernels.map(lines.rest(), taken, own);
        kernels.reduce(
                lines.rest(),
                lines.reduced(),
                operation(),
                x.minus(loaded).exp(),
                sum -> sum.apply(Expression.UnaryOperator.LOG).plus(loaded),
                lines.target());
    }
}
