package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What softmax and its logarithm share: the axis, which is the last one of vectors and of tokens x features and must be
 * said for anything larger, and the maximum along it, which is subtracted first so that no exponential overflows.
 */
interface SoftmaxFamily extends Layer {

    Parameter AXIS = Parameter.axis("the dimension along which probabilities sum to 1; the last one of vectors and of"
            + " tokens x features, to be given for anything larger");

    OptionalLong axis();

    /** Writes what follows the maximum. */
    void normalise(Lowering lowering, Line line, Expression shifted);

    /**
     * The axes of a value and the one that is normalised along.
     *
     * @param others all but {@code along}
     */
    record Line(List<Axis> all, List<Axis> others, Axis along) {

        /** A temporary with one number for each line. */
        Buffer temporary(Lowering lowering, String name) {
            List<Extent> extents = others.stream().map(Axis::extent).toList();
            return lowering.kernels().temporary(name, new Shape(extents));
        }
    }

    @Override
    default List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        return Axes.givenOrLast(inference, axis(), shape).isEmpty() ? List.of() : List.of(inference.input());
    }

    @Override
    default Reading reading() {
        return Reading.SAME;
    }

    @Override
    default void lower(Lowering lowering) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        List<Axis> others = new ArrayList<>(all);
        Axis along = others.remove(Axes.position(axis().orElse(-1), all.size()));
        Line line = new Line(all, others, along);
        Buffer maximum = line.temporary(lowering, "maximum");
        Expression x = lowering.load(lowering.input(), all);
        lowering.kernels()
                .reduce(
                        others,
                        List.of(along),
                        Step.Reduction.MAXIMUM,
                        x,
                        largest -> largest,
                        lowering.element(maximum, others));
        normalise(lowering, line, x.minus(lowering.load(maximum, others)));
    }
}
