package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The dimensions from an axis to the last, over which a layer normalises: PyTorch's {@code normalized_shape}. The features
 * of vectors and of tokens x features need no axis, an image does.
 */
record TrailingAxes(OptionalLong axis) {

    static final Parameter AXIS = Parameter.axis(
                    "the first of the dimensions that are normalised together, all up to the last; the last one of"
                            + " vectors and of tokens x features, to be given for anything larger")
            .onlyByName();

    List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        String name = "`" + inference.place().text() + "`";
        OptionalInt first = Axes.givenOrLast(inference, axis, shape);
        if (first.isEmpty()) {
            return List.of();
        }
        Shape normalised = new Shape(shape.extents().subList(first.getAsInt(), shape.rank()));
        if (!normalised.isFixed()) {
            return inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            name + " needs dimensions of fixed length to normalise over, but receives " + shape)
                    .withHelp("write the length as a number: there is a weight for each place of it"));
        }
        return List.of(inference.input());
    }

    Shape normalised(Shape shape) {
        List<Extent> extents = shape.extents();
        return new Shape(extents.subList(first(shape.rank()), extents.size()));
    }

    /** The loops over the runs; {@code affine} takes what is normalised. */
    Standardisation standardisation(Lowering lowering, List<Axis> all, double eps) {
        int first = first(all.size());
        return Standardisation.of(lowering, all.subList(0, first), all.subList(first, all.size()), eps);
    }

    Expression apply(Affine affine, Lowering lowering, Expression y, List<Axis> all) {
        return affine.apply(lowering, y, KernelBuilder.indices(all.subList(first(all.size()), all.size())));
    }

    private int first(int rank) {
        return Axes.position(axis.orElse(-1), rank);
    }
}
