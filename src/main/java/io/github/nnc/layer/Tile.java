package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * {@code tile 2x1}: a value several times one behind the other; {@code torch.tile}. As there, fewer numbers than dimensions
 * are those of the last ones, and more give the value dimensions of 1 in front.
 */
record Tile(List<Long> repeats) implements Layer {

    static final LayerType TYPE = new LayerType(
            "tile",
            "The value several times behind itself, along each dimension as often as is said.",
            "`a x b` to `2*a x 3*b` with `2x3`",
            "input 3x4; tile 2x1",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.sizes(
                    "repeats",
                    1,
                    "how often, for each dimension; fewer numbers are those of the last dimensions, more give new ones"
                            + " in front")),
            arguments -> new Tile(arguments.sizes("repeats")));

    private static Shape padded(Shape shape, int rank) {
        List<Extent> extents = new ArrayList<>(shape.extents());
        while (extents.size() < rank) {
            extents.add(0, Extent.of(1));
        }
        return new Shape(extents);
    }

    /** How often along a dimension of so many. */
    private long times(int dimension, int rank) {
        int at = dimension - (rank - repeats.size());
        return at < 0 ? 1 : repeats.get(at);
    }

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = padded(inference.shape(), repeats.size());
        for (int d = 0; d < shape.rank(); d++) {
            long times = times(d, shape.rank());
            Extent length = shape.extent(d);
            if (times > 1 && !length.isFixed()) {
                return inference.reject(Diagnostic.of(
                                Code.LENGTH_NOT_FIXED,
                                inference.place(),
                                "`tile` would change a length that varies, " + length)
                        .withHelp("write 1 for that dimension, or the length as a number where it comes from"));
            }
            if (times > 1 && length.max() > Long.MAX_VALUE / times) {
                return inference.reject(Diagnostic.of(
                        Code.NUMBER_TOO_LARGE, inference.place(), length + " * " + times + " places are too many"));
            }
            shape = times == 1 ? shape : shape.with(d, Extent.of(length.max() * times));
        }
        return List.of(TensorType.floats(shape));
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }

    /** A dimension that is repeated is stored as two: which time it is, and the place in it. */
    @Override
    public void lower(Lowering lowering) {
        Shape source = padded(lowering.inputShape(), lowering.output().shape().rank());
        List<Axis> axes = new ArrayList<>();
        List<Index> read = new ArrayList<>();
        for (int d = 0; d < source.rank(); d++) {
            long times = times(d, source.rank());
            if (times > 1) {
                axes.add(new Axis("r" + d, Extent.of(times)));
            }
            Axis place = new Axis("i" + d, source.extent(d));
            axes.add(place);
            read.add(Index.of(place));
        }
        Access from = new Access(lowering.input(), source, read, OptionalDouble.empty());
        lowering.kernels().map(axes, new Expression.Load(from), Access.walk(lowering.output(), axes));
    }
}
