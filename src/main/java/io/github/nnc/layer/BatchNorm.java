package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code batchnorm}: PyTorch's {@code BatchNorm1d}, {@code BatchNorm2d}, {@code BatchNorm3d} at inference, by the running
 * statistics (Ioffe and Szegedy, 2015).
 */
record BatchNorm(double eps, Affine affine) implements Layer {

    static final LayerType TYPE = new LayerType(
                    "batchnorm",
                    "Shifts and scales each channel by the mean and the variance that training has recorded:"
                            + " y = (x - running_mean) / sqrt(running_var + eps) * weight + bias.",
                    "a vector of features, or channels with one to three axes behind them, to the same",
                    "input 3x32x32; conv 16 3 bias=false; batchnorm relu",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(Standardisation.EPS, Affine.parameter(true)),
                    arguments -> new BatchNorm(arguments.real("eps"), Affine.of(arguments)))
            .withTensors(List.of("weight", "bias", "running_mean", "running_var"));

    @Override
    public List<TensorType> outputs(Inference inference) {
        return ChannelAxes.required(inference) ? List.of(inference.input()) : List.of();
    }

    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        Shape channels = new Shape(List.of(inputs.get(0).shape().extent(0)));
        List<WeightSpec> weights = new ArrayList<>(affine.weights(channels));
        weights.add(WeightSpec.buffer("running_mean", channels, 0));
        weights.add(WeightSpec.buffer("running_var", channels, 1));
        return weights;
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    /** One factor and one summand for each channel, which depend on weights alone, then a map. */
    @Override
    public void lower(Lowering lowering) {
        Extent channels = lowering.inputShape().extent(0);
        List<Axis> channel = List.of(new Axis("c", channels));
        KernelBuilder kernels = lowering.kernels();
        Buffer factor = kernels.temporary("factor", new Shape(List.of(channels)));
        Buffer summand = kernels.temporary("summand", new Shape(List.of(channels)));
        Expression variance = weight(lowering, "running_var", channel).plus(Expression.constant(eps));
        Expression one = affine.weight() ? weight(lowering, "weight", channel) : Expression.constant(1);
        kernels.map(
                channel,
                one.dividedBy(variance.apply(Expression.UnaryOperator.SQRT)),
                lowering.element(factor, channel));
        Expression mean = weight(lowering, "running_mean", channel).times(lowering.load(factor, channel));
        Expression zero = affine.bias() ? weight(lowering, "bias", channel) : Expression.constant(0);
        kernels.map(channel, zero.minus(mean), lowering.element(summand, channel));
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        Expression x = lowering.load(lowering.input(), all);
        List<Axis> own = all.subList(0, 1);
        kernels.map(all, x.times(lowering.load(factor, own)).plus(lowering.load(summand, own)), lowering.store(all));
    }

    private static Expression weight(Lowering lowering, String name, List<Axis> channel) {
        return lowering.weight(name).at(KernelBuilder.indices(channel));
    }
}
