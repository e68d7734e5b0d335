package io.github.nnc.layer;

import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.function.Function;

/** A layer that measures numbers anew, by a mean and a standard deviation that are known beforehand. */
interface Rescaling extends Layer {

    MeanAndDeviation numbers();

    /** The entry of the catalogue. */
    static LayerType type(String name, String summary, String example, Function<MeanAndDeviation, Layer> factory) {
        return new LayerType(
                name,
                summary,
                "any shape to the same; with a number for each channel, channels first",
                example,
                LayerType.Role.CHAIN,
                false,
                MeanAndDeviation.PARAMETERS,
                arguments -> factory.apply(MeanAndDeviation.of(arguments)));
    }

    @Override
    default List<TensorType> outputs(Inference inference) {
        return numbers().outputs(inference);
    }

    @Override
    default Reading reading() {
        return Reading.SAME;
    }
}
