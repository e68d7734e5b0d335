package io.github.nnc.layer;

import io.github.nnc.tensor.TensorType;
import java.util.List;

/** A norm over the features of each token, with learned factors and summands where it has them. */
interface TokenNorm extends Layer {

    TrailingAxes axes();

    Affine affine();

    @Override
    default List<TensorType> outputs(Inference inference) {
        return axes().outputs(inference);
    }

    @Override
    default List<WeightSpec> weights(List<TensorType> inputs) {
        return affine().weights(axes().normalised(inputs.get(0).shape()));
    }

    @Override
    default Reading reading() {
        return Reading.TOKENS;
    }
}
