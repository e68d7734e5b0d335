package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/**
 * {@code instancenorm}: PyTorch's {@code InstanceNorm1d}, {@code InstanceNorm2d}, {@code InstanceNorm3d} (Ulyanov et al.,
 * 2016).
 */
record InstanceNorm(double eps, Affine affine) implements Layer {

    static final LayerType TYPE = new LayerType(
                    "instancenorm",
                    "Gives the numbers of each channel mean 0 and variance 1: y = (x - mean) / sqrt(variance + eps).",
                    "channels with one to three axes behind them to the same",
                    "input 3x32x32; instancenorm",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(Standardisation.EPS, Affine.parameter(false)),
                    arguments -> new InstanceNorm(arguments.real("eps"), Affine.of(arguments)))
            .withTensors(List.of("weight", "bias"));

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Spatial.required(inference) && Spatial.channelsRequired(inference)
                ? List.of(inference.input())
                : List.of();
    }

    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        return affine.weights(new Shape(List.of(inputs.get(0).shape().extent(0))));
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        List<Axis> channel = all.subList(0, 1);
        Standardisation.of(lowering, channel, all.subList(1, all.size()), eps)
                .byMeanAndVariance(y -> affine.apply(lowering, y, KernelBuilder.indices(channel)));
    }
}
