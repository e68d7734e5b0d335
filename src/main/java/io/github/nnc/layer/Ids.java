package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The demand of layers that look something up: ids, not numbers. */
final class Ids {

    private Ids() {}

    /** Whether the input is ids; reports one that is not. */
    static boolean required(Inference inference) {
        TensorType input = inference.input();
        if (!input.isIds()) {
            inference.reject(Diagnostic.of(
                            Code.NUMBERS_NOT_IDS,
                            inference.place(),
                            "`" + inference.place().text() + "` looks up ids, but receives " + input
                                    + (input.shape().rank() == 0 ? "" : " numbers"))
                    .withHelp("ids come from `input n tokens=100` or from `argmax`"));
        }
        return input.isIds();
    }

    /** A vector in the place of every id. */
    static Shape vectors(Shape ids, long features) {
        List<Extent> extents = new ArrayList<>(ids.extents());
        extents.add(Extent.of(features));
        return new Shape(extents);
    }
}
