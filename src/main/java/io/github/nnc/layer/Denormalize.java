package io.github.nnc.layer;

import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code denormalize mean std}: what {@code normalize} does, undone. */
record Denormalize(MeanAndDeviation numbers) implements Layer {

    static final LayerType TYPE = new LayerType(
            "denormalize",
            "Multiplies with a given standard deviation and adds a given mean: y = x * std + mean.",
            "any shape to the same; with a number for each channel, channels first",
            "input 4; dense 2; denormalize mean=21.5,0.4 std=3.5,0.1",
            LayerType.Role.CHAIN,
            false,
            MeanAndDeviation.PARAMETERS,
            arguments -> new Denormalize(MeanAndDeviation.of(arguments)));

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
        numbers.lower(lowering, false);
    }
}
