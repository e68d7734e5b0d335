package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A layer that makes one number of all along some axes, which are dropped: {@code x.mean(dim)} in PyTorch. Without axes a
 * vector becomes one number, and tokens x features are reduced over the tokens; anything larger must say which.
 */
interface AxisReduction extends Layer {

    /**
     * What all reductions are told.
     *
     * @param axes empty where they are left to the shape that arrives
     * @param keep whether the axes stay, with the length 1
     */
    record Along(List<Long> axes, boolean keep) {

        public Along {
            axes = List.copyOf(axes);
        }

        /** Which dimensions of a shape are reduced, in order. */
        List<Integer> positions(int rank) {
            TreeSet<Integer> positions = new TreeSet<>();
            axes.forEach(axis -> positions.add(Axes.position(axis, rank)));
            return axes.isEmpty() ? List.of(0) : List.copyOf(positions);
        }
    }

    Along along();

    Step.Reduction operation();

    /** What becomes of the reduced value; {@code count} is how many numbers were reduced. */
    default Expression result(Expression reduced, Expression count) {
        return reduced;
    }

    /** The entry of the catalogue. */
    static LayerType type(String name, String summary, Function<Along, Layer> factory) {
        return new LayerType(
                name,
                summary,
                "`n` to one number; `tokens x features` to `features`; with `axis=1,2` `a x b x c` to `a`",
                "input 5x3; " + name + "; dense 2",
                LayerType.Role.CHAIN,
                false,
                List.of(
                        Parameter.axes(
                                        "axis",
                                        "the dimensions that become one number; of a vector its only one, of"
                                                + " tokens x features the tokens, to be given for anything larger")
                                .optional(),
                        Parameter.flag("keepdim", false, "whether the dimensions stay, with the length 1")),
                arguments -> factory.apply(new Along(arguments.wholes("axis"), arguments.flag("keepdim"))));
    }

    @Override
    default List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (shape.rank() == 0) {
            return inference.reject(Diagnostic.of(
                    Code.WRONG_RANK,
                    inference.place(),
                    "`" + inference.place().text() + "` reduces a dimension, but receives " + shape));
        }
        if (along().axes().isEmpty() && shape.rank() > 2) {
            Axes.undecided(inference, shape);
            return List.of();
        }
        for (long axis : along().axes()) {
            OptionalInt position = Axes.required(inference, axis, shape);
            if (position.isEmpty()) {
                return List.of();
            }
        }
        List<Integer> reduced = along().positions(shape.rank());
        if (reduced.size() < along().axes().size()) {
            return inference.rejectArguments(Axes.twice(inference, shape));
        }
        List<Extent> extents = new ArrayList<>();
        for (int d = 0; d < shape.rank(); d++) {
            if (!reduced.contains(d)) {
                extents.add(shape.extent(d));
            } else if (along().keep()) {
                extents.add(Extent.of(1));
            }
        }
        return List.of(TensorType.floats(new Shape(extents)));
    }

    /**
     * The loops over all that is reduced.
     *
     * @param all one axis for each dimension that arrives
     * @param rest those that stay
     * @param target where the result of a line goes
     */
    record Lines(List<Axis> all, List<Axis> rest, List<Axis> reduced, Access target) {}

    default Lines lines(Lowering lowering) {
        List<Axis> all = KernelBuilder.axes("i", lowering.inputShape());
        List<Axis> reduced = new ArrayList<>();
        List<Axis> rest = new ArrayList<>();
        List<Index> target = new ArrayList<>();
        List<Integer> positions = along().positions(all.size());
        for (int d = 0; d < all.size(); d++) {
            Axis axis = all.get(d);
            if (!positions.contains(d)) {
                rest.add(axis);
                target.add(Index.of(axis));
            } else {
                reduced.add(axis);
                if (along().keep()) {
                    target.add(Index.of(0));
                }
            }
        }
        return new Lines(all, rest, reduced, Access.of(lowering.output(), target));
    }

    @Override
    default void lower(Lowering lowering) {
        Lines lines = lines(lowering);
        Expression count = KernelBuilder.count(lines.reduced());
        lowering.kernels()
                .reduce(
                        lines.rest(),
                        lines.reduced(),
                        operation(),
                        lowering.load(lowering.input(), lines.all()),
                        value -> result(value, count),
                        lines.target());
    }
}
