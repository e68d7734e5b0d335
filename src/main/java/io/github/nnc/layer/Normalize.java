package io.github.nnc.layer;

import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code normalize mean std}: torchvision's {@code Normalize}, which turns measured numbers into what a network expects. */
record Normalize(MeanAndDeviation numbers) implements Layer {

    static final LayerType TYPE = new LayerType(
            "normalize",
            "Subtracts a given mean and divides by a given standard deviation: y = (x - mean) / std.",
            "any shape to the same; with a number for each channel, channels first",
            "input 3x32x32; normalize mean=0.485,0.456,0.406 std=0.229,0.224,0.225",
            LayerType.Role.CHAIN,
            false,
            MeanAndDeviation.PARAMETERS,
            arguments -> new Normalize(MeanAndDeviation.of(arguments)));

    @Override
    public List<TensorType> outputs(Inference inference) {
        return numbers.outputs(inference);
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }

    @Override
    public void lower(Lowering lowering) {
        numbers.lower(lowering, true);
    }
}
