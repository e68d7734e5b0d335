package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code index_select 2,0,1}: the places along an axis that are named, in that order; {@code torch.index_select}. */
record IndexSelect(List<Long> index, long axis) implements Layer {

    /** Up to here a float counts every place. */
    private static final long LONGEST = 1 << 24;

    static final LayerType TYPE = new LayerType(
            "index_select",
            "The places along an axis that are named, in that order.",
            "any shape, along the axis as long as the list",
            "input 3x8; index_select 2,0; index_select 1,1,-1 axis=1",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.axes(
                            "index",
                            "the places, from 0, any of them as often as wanted; negative ones count"
                                    + " from the length"),
                    Parameter.axis("the dimension along which they are: by default the first, which are channels or"
                                    + " tokens")
                            .defaultingTo(new ArgumentValue.Whole(0))),
            arguments -> new IndexSelect(arguments.wholes("index"), arguments.whole("axis")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        OptionalInt along = Axes.required(inference, axis, shape);
        if (along.isEmpty()) {
            return List.of();
        }
        Extent length = shape.extent(along.getAsInt());
        boolean fromEnd = index.stream().anyMatch(place -> place < 0);
        if (!length.isFixed() && fromEnd) {
            return inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place("index"),
                            "places are counted from the end of a fixed length only, but " + length + " has "
                                    + length.min() + " to " + length.max())
                    .withHelp("write `slice start=-2` for the last two, or the length as a number"));
        }
        for (long place : index) {
            if (place < -length.min() || place >= length.min()) {
                return inference.reject(outside(inference, place, length));
            }
        }
        if (length.max() > LONGEST && length.isFixed()) {
            return inference.reject(Diagnostic.of(
                    Code.NUMBER_TOO_LARGE,
                    inference.place(),
                    "`index_select` finds places among " + LONGEST + " at most, but receives " + shape));
        }
        return List.of(TensorType.floats(shape.with(along.getAsInt(), Extent.of(index.size()))));
    }

    private static Diagnostic outside(Inference inference, long place, Extent length) {
        return Diagnostic.of(
                        Code.OUT_OF_RANGE,
                        inference.place("index"),
                        "`index_select` of " + length + " places has no place " + place
                                + (length.isFixed() ? "" : " where there are " + length.min()))
                .withHelp(
                        length.isFixed()
                                ? "the places are 0 to " + (length.min() - 1) + ", or from the end -1 to -"
                                        + length.min()
                                : "let the length begin at what is taken, as in `8..512`");
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        int along = Axes.position(axis, axes.size());
        Axis moving = axes.get(along);
        long length = lowering.inputShape().extent(along).max();
        double[] places = index.stream()
                .mapToDouble(place -> place < 0 ? place + length : place)
                .toArray();
        List<Index> read = new ArrayList<>(KernelBuilder.indices(axes));
        read.set(along, isEven(places) ? even(places, moving) : found(lowering, places, moving));
        lowering.kernels().map(axes, new Expression.Load(Access.of(lowering.input(), read)), lowering.store(axes));
    }

    /** Whether all steps from place to place are equal. */
    private static boolean isEven(double[] places) {
        for (int i = 2; i < places.length; i++) {
            if (places[i] - places[i - 1] != places[1] - places[0]) {
                return false;
            }
        }
        return true;
    }

    private static Index even(double[] places, Axis moving) {
        long step = places.length < 2 ? 0 : (long) (places[1] - places[0]);
        return Index.of(moving).times(step).plus((long) places[0]);
    }

    private static Index found(Lowering lowering, double[] places, Axis moving) {
        Shape shape = Shape.of(places.length);
        KernelBuilder kernels = lowering.kernels();
        Buffer written = kernels.table("index", shape, places);
        Buffer ids = kernels.temporaryIds("places", shape);
        Axis each = new Axis(moving.name(), moving.extent());
        kernels.map(
                List.of(each),
                new Expression.Load(Access.of(written, List.of(Index.of(each)))),
                Access.of(ids, List.of(Index.of(each))));
        return new Index.Indirect(Access.of(ids, List.of(Index.of(moving))));
    }
}
