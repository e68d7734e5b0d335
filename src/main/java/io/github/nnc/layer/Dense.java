package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code dense units}: y = W x + b over the last dimension, as PyTorch's {@code Linear}. */
record Dense(long units, boolean bias) implements Layer {

    static final LayerType TYPE = new LayerType(
                    "dense",
                    "Every output sees every input of the last dimension: y = W x + b.",
                    "`in` to `units`; `tokens x in` to `tokens x units`",
                    "input 4; dense 3 relu",
                    LayerType.Role.CHAIN,
                    true,
                    List.of(
                            Parameter.whole("units", 1, "how many outputs"),
                            Parameter.flag("bias", true, "whether a learned number is added to each output")),
                    arguments -> new Dense(arguments.whole("units"), arguments.flag("bias")))
            .withTensors(List.of("weight", "bias"));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (shape.rank() != 1 && shape.rank() != 2) {
            return inference.reject(needsFlatten(inference, shape));
        }
        if (!shape.last().isFixed()) {
            Diagnostic misfit = Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            "`dense` needs a last dimension of fixed length, but receives " + shape)
                    .withHelp("write the length as a number: there is a weight for each place of it");
            boolean turned = shape.rank() == 2 && shape.extent(0).isFixed();
            return inference.reject(
                    turned
                            ? misfit.withHelp(
                                    "put `transpose` before it: " + shape.last() + " tokens of " + shape.extent(0)
                                            + " features",
                                    inference.insertBefore("transpose"))
                            : misfit);
        }
        return List.of(TensorType.floats(shape.with(-1, Extent.of(units))));
    }

    private static Diagnostic needsFlatten(Inference inference, Shape shape) {
        Diagnostic misfit = Diagnostic.of(
                Code.WRONG_RANK,
                inference.place(),
                "`dense` needs a vector or tokens x features, but receives " + shape);
        if (!shape.isFixed() || shape.rank() == 0) {
            return misfit;
        }
        String product = shape.extents().stream().map(Extent::toString).collect(Collectors.joining("*"));
        return misfit.withHelp(
                "put `flatten` before it (" + product + " = " + shape.elements() + " values)",
                inference.insertBefore("flatten"));
    }

    /** Both start evenly within 1/sqrt(in): PyTorch's {@code Linear.reset_parameters}. */
    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        long in = inputs.get(0).shape().last().max();
        Initialisation start = Initialisation.uniform(1 / Math.sqrt(in));
        List<WeightSpec> weights = new ArrayList<>();
        weights.add(new WeightSpec("weight", Shape.of(units, in), start));
        if (bias) {
            weights.add(new WeightSpec("bias", Shape.of(units), start));
        }
        return weights;
    }

    @Override
    public Reading reading() {
        return Reading.TOKENS;
    }

    @Override
    public void lower(Lowering lowering) {
        Optional<Lowering.Weight> shift = bias ? Optional.of(lowering.weight("bias")) : Optional.empty();
        new Projection(lowering.weight("weight"), shift, 0)
                .lower(lowering.kernels(), lowering.input(), lowering.output());
    }
}
