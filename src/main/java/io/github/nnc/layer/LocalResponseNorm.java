package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * {@code lrn size}: PyTorch's {@code LocalResponseNorm} (Krizhevsky, Sutskever and Hinton, 2012). A window of even size
 * reaches one channel further down than up.
 */
record LocalResponseNorm(long size, double alpha, double beta, double k) implements Layer {

    static final LayerType TYPE = new LayerType(
            "lrn",
            "Divides each number by the size of those at its place in neighbouring channels:"
                    + " y = x / (k + alpha / size * sum of x^2)^beta.",
            "channels with one to three axes behind them to the same",
            "input 16x8x8; lrn 5",
            LayerType.Role.CHAIN,
            true,
            List.of(
                    Parameter.whole("size", 1, "how many neighbouring channels are summed")
                            .between(1, 65_536),
                    Parameter.real("alpha", 1e-4, "how much the sum counts"),
                    Parameter.real("beta", 0.75, "the exponent"),
                    Parameter.real("k", 1, "added to the sum")),
            arguments -> new LocalResponseNorm(
                    arguments.whole("size"), arguments.real("alpha"), arguments.real("beta"), arguments.real("k")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Spatial.required(inference) && Spatial.channelsRequired(inference)
                ? List.of(inference.input())
                : List.of();
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        Axis offset = new Axis("k", Extent.of(size));
        Buffer input = lowering.input();
        List<Index> neighbour = new ArrayList<>(KernelBuilder.indices(all));
        neighbour.set(0, Index.of(all.get(0)).plus(Index.of(offset)).plus(-(size / 2)));
        Expression x = lowering.load(input, all);
        Expression other = new Expression.Load(new Access(input, input.shape(), neighbour, OptionalDouble.of(0)));
        lowering.kernels()
                .reduce(
                        all,
                        List.of(offset),
                        Step.Reduction.SUM,
                        other.times(other),
                        sum -> x.dividedBy(divisor(sum)),
                        lowering.store(all));
    }

    private Expression divisor(Expression squares) {
        Expression base = squares.times(Expression.constant(alpha / size)).plus(Expression.constant(k));
        return new Expression.Binary(Expression.BinaryOperator.POWER, base, Expression.constant(beta));
    }
}
