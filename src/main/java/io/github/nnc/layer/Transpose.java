package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code transpose}: the last two dimensions change places, as {@code x.transpose(-1, -2)} in PyTorch. */
record Transpose() implements Rearranging {

    static final LayerType TYPE = new LayerType(
            "transpose",
            "The last two dimensions change places: tokens x features become channels x length, and back.",
            "`a x b` to `b x a`; `c x a x b` to `c x b x a`",
            "input 3x8; transpose; dense 2",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Transpose());

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (shape.rank() < 2) {
            return inference.reject(Diagnostic.of(
                            Code.WRONG_RANK,
                            inference.place(),
                            "`transpose` needs two dimensions or more, but receives " + shape)
                    .withHelp("a `reshape` makes a vector of k numbers a matrix of 1 x k or k x 1"));
        }
        return List.of(TensorType.floats(shape.with(-1, shape.extent(-2)).with(-2, shape.last())));
    }

    @Override
    public List<Index> source(Shape arriving, List<Axis> axes) {
        List<Index> indices = new ArrayList<>(KernelBuilder.indices(axes));
        Collections.swap(indices, indices.size() - 1, indices.size() - 2);
        return indices;
    }
}
