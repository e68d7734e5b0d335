package io.github.nnc.operators;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The windows of a convolution or a pool along the axes behind the channels, as ONNX defines them.
 *
 * @param lengths of the axes
 * @param begins how much is added before each axis
 * @param ends how much is added behind each axis
 * @param ceil whether a last window that is not whole counts, unless it begins in what is added behind
 */
record Windows(
        List<Extent> lengths,
        List<Long> kernel,
        List<Long> strides,
        List<Long> dilations,
        List<Long> begins,
        List<Long> ends,
        boolean ceil) {

    /** What a call says of its windows over its first input. */
    static Windows of(OperatorCall call, Operand x, List<Long> kernel) {
        List<Extent> extents = call.layers().extents(x);
        if (extents.size() != kernel.size() + 2) {
            throw new Unsupported("a kernel of " + kernel.size() + " axes meets a value of " + extents.size()
                    + " dimensions, batch and channels among them");
        }
        List<Extent> lengths = extents.subList(2, extents.size());
        checked("kernel_shape", kernel, 1);
        List<Long> strides = checked("strides", sized(call, "strides", ones(kernel.size())), 1);
        List<Long> dilations = checked("dilations", sized(call, "dilations", ones(kernel.size())), 1);
        boolean ceil = call.flag("ceil_mode", false);
        String automatic = call.text("auto_pad", "NOTSET");
        Windows bare = new Windows(lengths, kernel, strides, dilations, zeros(kernel), zeros(kernel), ceil);
        Optional<List<Long>> pads = call.wholes("pads").filter(amounts -> !amounts.isEmpty());
        return switch (automatic) {
            case "NOTSET", "" -> pads.map(bare::padded).orElse(bare);
            case "VALID" -> bare.rounded(false);
            case "SAME_UPPER" -> bare.rounded(false).evened(true);
            case "SAME_LOWER" -> bare.rounded(false).evened(false);
            default -> throw new Unsupported("`auto_pad` is " + automatic);
        };
    }

    static List<Long> ones(int axes) {
        return Collections.nCopies(axes, 1L);
    }

    private static List<Long> zeros(List<Long> kernel) {
        return Collections.nCopies(kernel.size(), 0L);
    }

    /** Numbers of an attribute, one for each axis. */
    static List<Long> sized(OperatorCall call, String attribute, List<Long> otherwise) {
        List<Long> sizes =
                call.wholes(attribute).filter(given -> !given.isEmpty()).orElse(otherwise);
        if (sizes.size() != otherwise.size()) {
            throw new Unsupported("`" + attribute + "` has " + sizes.size() + " numbers for " + otherwise.size()
                    + (otherwise.size() == 1 ? " axis" : " axes"));
        }
        return sizes;
    }

    /** The numbers of an attribute, none of which may be too small, nor larger than any array. */
    static List<Long> checked(String attribute, List<Long> sizes, long least) {
        if (sizes.stream().anyMatch(size -> size < least || size > Integer.MAX_VALUE)) {
            throw new Unsupported(
                    "`" + attribute + "` is " + sizes + ", but must be " + least + " to " + Integer.MAX_VALUE);
        }
        return sizes;
    }

    private Windows rounded(boolean up) {
        return new Windows(lengths, kernel, strides, dilations, begins, ends, up);
    }

    /** With amounts before all axes, then behind them. */
    Windows padded(List<Long> pads) {
        if (pads.size() != 2 * axes()) {
            throw new Unsupported("`pads` has " + pads.size() + " numbers for " + axes() + " axes");
        }
        checked("pads", pads, 0);
        return with(pads.subList(0, axes()), pads.subList(axes(), 2 * axes()));
    }

    private Windows with(List<Long> before, List<Long> behind) {
        return new Windows(lengths, kernel, strides, dilations, before, behind, ceil);
    }

    /** With as many windows as strides begin; what is odd goes behind, or before. */
    private Windows evened(boolean oddBehind) {
        List<Long> before = new ArrayList<>();
        List<Long> behind = new ArrayList<>();
        for (int i = 0; i < axes(); i++) {
            long total = Math.max(0, reach(i) - strides.get(i));
            if (strides.get(i) != 1) {
                if (!lengths.get(i).isFixed()) {
                    throw new Unsupported("`auto_pad` with a stride of " + strides.get(i)
                            + " over a length that varies, " + lengths.get(i));
                }
                long length = lengths.get(i).max();
                total = Math.max(0, (length - 1) / strides.get(i) * strides.get(i) + reach(i) - length);
            }
            before.add(oddBehind ? total / 2 : total - total / 2);
            behind.add(oddBehind ? total - total / 2 : total / 2);
        }
        return with(before, behind);
    }

    int axes() {
        return kernel.size();
    }

    /** How many values lie between the first that a window sees and the last, both included. */
    long reach(int axis) {
        return (kernel.get(axis) - 1) * dilations.get(axis) + 1;
    }

    /** How many windows there are along an axis whose length is fixed. */
    long count(int axis) {
        long length = lengths.get(axis).max();
        long steps = length + begins.get(axis) + ends.get(axis) - reach(axis);
        long stride = strides.get(axis);
        long count = Math.floorDiv(steps, stride) + 1;
        boolean partial = ceil && Math.floorMod(steps, stride) != 0;
        return partial && count * stride < length + begins.get(axis) ? count + 1 : count;
    }

    boolean isFixed() {
        return lengths.stream().allMatch(Extent::isFixed);
    }

    /** How far the last window of an axis of fixed length goes beyond the length and what is added to it. */
    long overrun(int axis) {
        return (count(axis) - 1) * strides.get(axis)
                + reach(axis)
                - lengths.get(axis).max()
                - begins.get(axis)
                - ends.get(axis);
    }

    /** Without a rounding that makes no difference. */
    Windows simplified() {
        boolean matters = ceil && !isFixed();
        for (int i = 0; i < axes() && ceil && !matters; i++) {
            matters = overrun(i) > 0;
        }
        return rounded(matters);
    }

    /** Whether some axis has a whole window around it on a side, which pools of the language refuse. */
    boolean isWide() {
        for (int i = 0; i < axes(); i++) {
            if (Math.max(begins.get(i), ends.get(i)) >= reach(i)) {
                return true;
            }
        }
        return false;
    }

    /** The amounts around the axes: as a word only where they differ between sides, so that a graph's way does not count. */
    ArgumentValue padding() {
        return isSame() ? new ArgumentValue.Word("same") : amounts(begins, ends);
    }

    private boolean isSame() {
        boolean known = isFixed() || strides.equals(ones(axes()));
        if (begins.equals(ends) || ceil || !known) {
            return false;
        }
        Windows even = evened(true);
        return begins.equals(even.begins) && ends.equals(even.ends);
    }

    /** One amount for all sides, one for each axis, or before and behind each axis. */
    static ArgumentValue amounts(List<Long> begins, List<Long> ends) {
        if (begins.equals(ends)) {
            boolean alike = begins.stream().distinct().count() == 1;
            return new ArgumentValue.Sizes(alike ? begins.subList(0, 1) : begins);
        }
        List<Long> sides = new ArrayList<>();
        for (int i = 0; i < begins.size(); i++) {
            sides.add(begins.get(i));
            sides.add(ends.get(i));
        }
        return new ArgumentValue.Sizes(sides);
    }

    /** The same windows over what is padded already: as many, all whole. */
    Windows whole() {
        List<Extent> longer = new ArrayList<>();
        List<Long> covered = covered();
        for (int i = 0; i < axes(); i++) {
            longer.add(Extent.of(lengths.get(i).max() + begins.get(i) + covered.get(i)));
        }
        return new Windows(longer, kernel, strides, dilations, zeros(kernel), zeros(kernel), false);
    }

    /** What must be added behind each axis so that the last window is whole. */
    List<Long> covered() {
        if (!isFixed()) {
            throw new Unsupported("padding of a whole window over lengths that vary: " + lengths);
        }
        List<Long> covered = new ArrayList<>();
        for (int i = 0; i < axes(); i++) {
            covered.add(Math.max(0, ends.get(i) + overrun(i)));
        }
        return covered;
    }
}
