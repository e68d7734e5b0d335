package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code prelu}: PyTorch's {@code PReLU} (He et al., 2015): x above 0, weight * x elsewhere. */
record PRelu(long slopes) implements Layer {

    private static final String NUMBER = "num_parameters";

    static final LayerType TYPE = new LayerType(
                    "prelu",
                    "The number itself where it is positive, otherwise a learned part of it.",
                    "any shape to the same; with a slope for each channel, channels first",
                    "input 16x8x8; prelu 16",
                    LayerType.Role.CHAIN,
                    false,
                    List.of(Parameter.whole(
                                    NUMBER, 1, "how many slopes there are: one for all, or one for each channel")
                            .defaultingTo(new ArgumentValue.Whole(1))),
                    arguments -> new PRelu(arguments.whole(NUMBER)))
            .withTensors(List.of("weight"));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (slopes == 1) {
            return List.of(inference.input());
        }
        if (!ChannelAxes.required(inference)) {
            return List.of();
        }
        long channels = shape.extent(0).max();
        if (slopes != channels) {
            return inference.reject(Diagnostic.of(
                            Code.SHAPES_DIFFER,
                            inference.place(NUMBER),
                            "`prelu` has " + slopes + " slopes, but " + shape + " has " + channels + " channels")
                    .withHelp(
                            "write `" + NUMBER + "=" + channels + "` for one slope a channel",
                            inference.argument(NUMBER, Long.toString(channels)))
                    .withHelp("write `" + NUMBER + "=1` for one slope for all", inference.argument(NUMBER, "1")));
        }
        return List.of(inference.input());
    }

    /** Slopes start at 0.25: PyTorch's {@code PReLU.reset_parameters}. */
    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        return List.of(new WeightSpec("weight", Shape.of(slopes), Initialisation.constant(0.25)));
    }

    @Override
    public Reading reading() {
        return slopes == 1 ? Reading.SAME : Reading.CHANNELS;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        Index own = slopes == 1 ? Index.of(0) : Index.of(all.get(0));
        Expression x = lowering.load(lowering.input(), all);
        Expression zero = Expression.constant(0);
        Expression part = x.minimum(zero).times(lowering.weight("weight").at(List.of(own)));
        lowering.kernels().map(all, x.maximum(zero).plus(part), lowering.store(all));
    }
}
