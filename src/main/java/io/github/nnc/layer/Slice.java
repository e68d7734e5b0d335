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
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code slice}: a run of places along an axis, {@code x[start:end:step]} in PyTorch. Other than there a bound beyond the
 * length is refused, and so is a run of no place.
 */
record Slice(long start, OptionalLong end, long axis, long step) implements Rearranging {

    static final LayerType TYPE = new LayerType(
            "slice",
            "The places from `start` up to but not including `end` along an axis.",
            "any shape, along the axis from `n` to (`end` - `start`) / `step`, rounded up",
            "input 3x8; slice 1; slice start=-4 axis=1",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    bound("start", "the first place, from 0; negative ones count from the length")
                            .defaultingTo(new ArgumentValue.Whole(0)),
                    bound(
                                    "end",
                                    "the place after the last one; negative ones count from the length, without it all"
                                            + " that follow are taken")
                            .optional(),
                    Parameter.axis("the dimension along which it cuts: by default the first, which are channels or"
                                    + " tokens")
                            .defaultingTo(new ArgumentValue.Whole(0)),
                    Parameter.whole("step", 1, "how far it is from one place to the next")
                            .defaultingTo(new ArgumentValue.Whole(1))),
            arguments -> new Slice(
                    arguments.whole("start"),
                    arguments.optionalWhole("end"),
                    arguments.whole("axis"),
                    arguments.whole("step")));

    private static Parameter bound(String name, String documentation) {
        return Parameter.whole(name, -Integer.MAX_VALUE, documentation);
    }

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
        if (start == 0 && end.isEmpty() && step == 1) {
            return List.of(inference.input());
        }
        boolean sameEnd = (start < 0) == (end.isEmpty() || end.getAsLong() < 0);
        if (!length.isFixed() && !sameEnd) {
            return inference.reject(varies(inference, length));
        }
        long from = place(start, length.min());
        long to = end.isEmpty() ? length.min() : place(end.getAsLong(), length.min());
        if (from < 0 || to > length.min() || to < 0 || from >= to) {
            return inference.reject(outside(inference, length, from, to));
        }
        long places = (to - from - 1) / step + 1;
        inference.explain(
                step == 1
                        ? to + " - " + from + " = " + places
                        : "ceil((" + to + " - " + from + ") / " + step + ") = " + places);
        return List.of(TensorType.floats(shape.with(along.getAsInt(), Extent.of(places))));
    }

    private static long place(long bound, long length) {
        return bound < 0 ? length + bound : bound;
    }

    private Diagnostic varies(Inference inference, Extent length) {
        return Diagnostic.of(
                        Code.LENGTH_NOT_FIXED,
                        inference.place(),
                        "`slice` needs as many places in each call, but " + length + " has " + length.min() + " to "
                                + length.max())
                .withHelp(
                        "count both bounds from the same end, `start=-3` or `end=3`, or write the length as a number");
    }

    private Diagnostic outside(Inference inference, Extent length, long from, long to) {
        boolean startInside = from >= 0 && from < length.min();
        if (startInside && to >= 0 && to <= length.min()) {
            return Diagnostic.of(
                            Code.OUT_OF_RANGE,
                            inference.place("end"),
                            "`slice` takes no place: its end " + to + " is not after its start " + from)
                    .withHelp("write an `end` above " + from);
        }
        String bound = startInside ? "end=" + end.orElse(0) : "start=" + start;
        Diagnostic misfit = Diagnostic.of(
                Code.OUT_OF_RANGE,
                inference.place(startInside ? "end" : "start"),
                "`" + bound + "` of `slice` is outside of " + length
                        + (length.isFixed() ? " places" : ", which may be " + length.min()));
        return misfit.withHelp(
                length.isFixed()
                        ? "the places are 0 to " + (length.min() - 1) + ", or from the end -1 to -" + length.min()
                        : "let the length begin at what is taken, as in `8..512`");
    }

    @Override
    public List<Index> source(Shape arriving, List<Axis> axes) {
        int along = Axes.position(axis, axes.size());
        Index.Affine first = Index.of(start);
        if (start < 0) {
            first = first.plus(Index.of(arriving.extent(along)));
        }
        List<Index> indices = new ArrayList<>(KernelBuilder.indices(axes));
        indices.set(along, Index.of(axes.get(along)).times(step).plus(first));
        return indices;
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }
}
