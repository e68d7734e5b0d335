package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.KernelBuilder;
import java.util.List;

/** {@code rmsnorm}: PyTorch's {@code RMSNorm} (Zhang and Sennrich, 2019). */
record RmsNorm(TrailingAxes axes, double eps, Affine affine) implements TokenNorm {

    /** PyTorch's default: the distance from 1 to the next float. */
    private static final double FLOAT_EPS = 0x1p-23;

    static final LayerType TYPE = new LayerType(
                    "rmsnorm",
                    "Divides the features of each token by their size: y = x / sqrt(mean of x^2 + eps) * weight.",
                    "features, or tokens x features, to the same; anything larger with `axis`",
                    "input 50x128; rmsnorm eps=0.000001",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(
                            Parameter.real("eps", FLOAT_EPS, "added to the mean of the squares; Llama has 1e-5")
                                    .between(0, Float.MAX_VALUE)
                                    .onlyByName(),
                            Parameter.flag("elementwise_affine", true, "whether each feature has a learned factor"),
                            TrailingAxes.AXIS),
                    arguments -> new RmsNorm(
                            new TrailingAxes(arguments.optionalWhole("axis")),
                            arguments.real("eps"),
                            new Affine(arguments.flag("elementwise_affine"), false)))
            .withTensors(List.of("weight"));

    @Override
    public void lower(Lowering lowering) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        axes.standardisation(lowering, all, eps).byMeanSquare(y -> axes.apply(affine, lowering, y, all));
    }
}
