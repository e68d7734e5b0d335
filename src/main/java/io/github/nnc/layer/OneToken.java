package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** A layer that takes one token out of a sequence, which may be of any length. */
interface OneToken extends Rearranging {

    /** Where the token is among so many. */
    Index place(Extent tokens);

    /** The entry of the catalogue for the token at an end. */
    static LayerType type(String end, Layer layer) {
        return new LayerType(
                end,
                "The features of the " + end + " token.",
                "`tokens x features` to `features`",
                "input 5x3; " + end + "; dense 2",
                LayerType.Role.CHAIN,
                false,
                List.of(),
                arguments -> layer);
    }

    @Override
    default List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (shape.rank() != 2) {
            return inference.reject(Diagnostic.of(
                            Code.WRONG_RANK,
                            inference.place(),
                            "`" + inference.place().text() + "` takes one of tokens x features, but receives " + shape)
                    .withHelp("`slice` takes places along any dimension of any value"));
        }
        return List.of(TensorType.floats(new Shape(List.of(shape.last()))));
    }

    @Override
    default List<Index> source(Shape arriving, List<Axis> axes) {
        List<Index> indices = new ArrayList<>(KernelBuilder.indices(axes));
        indices.add(0, place(arriving.extent(0)));
        return indices;
    }
}
