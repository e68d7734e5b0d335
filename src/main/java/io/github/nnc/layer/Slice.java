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
 * {@code slice}: a run of places along an axis, {@code x[start:end:step]} in PyTorch and, where the step goes backwards, in
 * NumPy. As there a bound beyond the length is taken for its end. A run of no place is refused.
 */
record Slice(OptionalLong start, OptionalLong end, long axis, long step) implements Rearranging {

    static final LayerType TYPE = new LayerType(
            "slice",
            "The places from `start` up to but not including `end` along an axis.",
            "any shape, along the axis from `n` to (`end` - `start`) / `step`, rounded up",
            "input 3x8; slice 1; slice start=-4 axis=1",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    bound(
                                    "start",
                                    "the first place, from 0; negative ones count from the length, without it the first"
                                            + " is taken, or the last if `step` is negative")
                            .optional(),
                    bound(
                                    "end",
                                    "the place after the last one; negative ones count from the length, without it all"
                                            + " that follow are taken")
                            .optional(),
                    Parameter.axis("the dimension along which it cuts: by default the first, which are channels or"
                                    + " tokens")
                            .defaultingTo(new ArgumentValue.Whole(0)),
                    bound("step", "how far it is from one place to the next, backwards if it is negative")
                            .defaultingTo(new ArgumentValue.Whole(1))),
            arguments -> new Slice(
                    arguments.optionalWhole("start"),
                    arguments.optionalWhole("end"),
                    arguments.whole("axis"),
                    arguments.whole("step")));

    /** A place counted from the first, or from the one behind the last; 0 and below. */
    private record Bound(boolean fromEnd, long offset) {

        static Bound of(long written) {
            return new Bound(written < 0, written);
        }

        long place(long length) {
            return fromEnd ? length + offset : offset;
        }

        /** The same in every call whose length is in the range; a place beyond all of them becomes the end. */
        Bound within(Extent length, long first, long behind) {
            if (length.isFixed()) {
                long place = place(length.max());
                return new Bound(false, Math.max(first, Math.min(place, length.max() + behind)));
            }
            if (fromEnd && place(length.max()) <= first) {
                return new Bound(false, first);
            }
            return !fromEnd && offset >= length.max() + behind ? new Bound(true, behind) : this;
        }
    }

    private static Parameter bound(String name, String documentation) {
        return Parameter.whole(name, -Integer.MAX_VALUE, documentation);
    }

    private Bound first(Extent length) {
        Bound written = start.isPresent() ? Bound.of(start.getAsLong()) : step < 0 ? new Bound(true, -1) : Bound.of(0);
        return step < 0 ? written.within(length, -1, -1) : written.within(length, 0, 0);
    }

    private Bound behind(Extent length) {
        if (end.isPresent()) {
            return step < 0
                    ? Bound.of(end.getAsLong()).within(length, -1, -1)
                    : Bound.of(end.getAsLong()).within(length, 0, 0);
        }
        return step < 0 ? new Bound(false, -1) : new Bound(true, 0).within(length, 0, 0);
    }

    /** Whether all places are taken, in one order or the other, of however many there are. */
    private boolean isWhole(Extent length) {
        Bound from = first(length);
        Bound to = behind(length);
        return length.isFixed()
                ? Math.abs(step) == 1 && (to.offset - from.offset) * step == length.max()
                : step == 1 && from.equals(Bound.of(0)) && to.equals(new Bound(true, 0))
                        || step == -1 && from.equals(Bound.of(-1)) && to.equals(new Bound(false, -1));
    }

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (step == 0) {
            return inference.rejectArguments(
                    Diagnostic.of(Code.OUT_OF_RANGE, inference.place("step"), "`step` of `slice` must not be 0")
                            .withHelp("write `step=1` for all places", inference.argument("step", "1")));
        }
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        OptionalInt along = Axes.required(inference, axis, shape);
        if (along.isEmpty()) {
            return List.of();
        }
        Extent length = shape.extent(along.getAsInt());
        if (isWhole(length)) {
            return List.of(inference.input());
        }
        Bound first = first(length);
        Bound behind = behind(length);
        if (!length.isFixed() && first.fromEnd != behind.fromEnd) {
            return inference.reject(varies(inference, length));
        }
        long from = first.place(length.min());
        long to = behind.place(length.min());
        boolean fits =
                step < 0 ? from < length.min() && to >= -1 && from > to : from >= 0 && to <= length.min() && from < to;
        if (!fits) {
            return inference.reject(misfit(inference, length, from, to));
        }
        long distance = Math.abs(to - from);
        long places = (distance - 1) / Math.abs(step) + 1;
        String run = step < 0 ? from + " - " + to : to + " - " + from;
        if (step < 0 && to < 0) {
            run = from + " + 1";
        }
        inference.explain(
                Math.abs(step) == 1
                        ? run + " = " + places
                        : "ceil((" + run + ") / " + Math.abs(step) + ") = " + places);
        return List.of(TensorType.floats(shape.with(along.getAsInt(), Extent.of(places))));
    }

    private static Diagnostic varies(Inference inference, Extent length) {
        return Diagnostic.of(
                        Code.LENGTH_NOT_FIXED,
                        inference.place(),
                        "`slice` needs as many places in each call, but " + length + " has " + length.min() + " to "
                                + length.max())
                .withHelp(
                        "count both bounds from the same end, `start=-3` or `end=3`, or write the length as a number");
    }

    private Diagnostic misfit(Inference inference, Extent length, long from, long to) {
        boolean startInside = from >= 0 && from < length.min();
        if (startInside && to >= -1 && to <= length.min()) {
            String side = step < 0 ? "before" : "after";
            return Diagnostic.of(
                            Code.OUT_OF_RANGE,
                            inference.place("end"),
                            "`slice` takes no place: its end " + to + " is not " + side + " its start " + from)
                    .withHelp("write an `end` " + (step < 0 ? "below " : "above ") + from);
        }
        String bound = startInside ? "end=" + end.orElse(0) : "start=" + start.orElse(0);
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
        Extent length = arriving.extent(along);
        Bound first = first(length);
        Index.Affine from = Index.of(first.offset);
        if (first.fromEnd) {
            from = from.plus(Index.of(length));
        }
        List<Index> indices = new ArrayList<>(KernelBuilder.indices(axes));
        indices.set(along, Index.of(axes.get(along)).times(step).plus(from));
        return indices;
    }

    @Override
    public Reading reading() {
        return Reading.SAME;
    }
}
