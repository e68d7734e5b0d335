package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** {@code groupnorm groups}: PyTorch's {@code GroupNorm} (Wu and He, 2018). */
record GroupNorm(long groups, double eps, Affine affine) implements Layer {

    static final LayerType TYPE = new LayerType(
                    "groupnorm",
                    "Gives the numbers of each group of channels mean 0 and variance 1:"
                            + " y = (x - mean) / sqrt(variance + eps) * weight + bias.",
                    "a vector of channels, or channels with one to three axes behind them, to the same",
                    "input 8x16x16; groupnorm 4 relu",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(
                            Parameter.whole("groups", 1, "how many groups of neighbouring channels there are"),
                            Standardisation.EPS,
                            Affine.parameter(true)),
                    arguments -> new GroupNorm(arguments.whole("groups"), arguments.real("eps"), Affine.of(arguments)))
            .withTensors(List.of("weight", "bias"));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!ChannelAxes.required(inference)) {
            return List.of();
        }
        long channels = inference.shape().extent(0).max();
        return Groups.fit(inference, groups, channels, channels) ? List.of(inference.input()) : List.of();
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
        List<Axis> run = KernelBuilder.axes("i", lowering.inputShape());
        long size = run.remove(0).extent().max() / groups;
        Axis group = new Axis("g", Extent.of(groups));
        Axis member = new Axis("c", Extent.of(size));
        List<Axis> members = new ArrayList<>(run);
        members.add(0, member);
        Index channel = Index.of(group).times(size).plus(Index.of(member));
        Standardisation.of(lowering, List.of(group), members, eps)
                .byMeanAndVariance(y -> affine.apply(lowering, y, List.of(channel)));
    }
}
