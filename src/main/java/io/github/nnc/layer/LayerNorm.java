package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.KernelBuilder;
import java.util.List;

/** {@code layernorm}: PyTorch's {@code LayerNorm} (Ba, Kiros and Hinton, 2016). */
record LayerNorm(TrailingAxes axes, double eps, Affine affine) implements TokenNorm {

    static final LayerType TYPE = new LayerType(
                    "layernorm",
                    "Gives the features of each token mean 0 and variance 1:"
                            + " y = (x - mean) / sqrt(variance + eps) * weight + bias.",
                    "features, or tokens x features, to the same; anything larger with `axis`",
                    "input 50x128; residual < dense 128 >; layernorm",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(
                            Standardisation.EPS,
                            Parameter.flag("elementwise_affine", true, "whether each feature has a learned factor"),
                            Parameter.flag(
                                    "bias", true, "whether each feature that has a factor has a summand as well"),
                            TrailingAxes.AXIS),
                    arguments -> new LayerNorm(
                            new TrailingAxes(arguments.optionalWhole("axis")),
                            arguments.real("eps"),
                            new Affine(
                                    arguments.flag("elementwise_affine"),
                                    arguments.flag("elementwise_affine") && arguments.flag("bias"))))
            .withTensors(List.of("weight", "bias"));

    @Override
    public void lower(Lowering lowering) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        axes.standardisation(lowering, all, eps).byMeanAndVariance(y -> axes.apply(affine, lowering, y, all));
    }
}
