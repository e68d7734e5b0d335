package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Places along an axis of an operand, by bounds as ONNX and NumPy write them. */
record Slicing(Layers layers, Operand operand, int axis) {

    /** Where a bound stands for the end, however long the axis is; exporters write several of these. */
    private static final long ENDLESS = Integer.MAX_VALUE;

    /** The places from {@code start} up to but not including {@code end}; both may count from the end, or lie beyond. */
    Operand taken(long start, long end, long step) {
        if (step == 0) {
            throw new Unsupported("a step of 0");
        }
        Extent length = layers.extents(operand).get(axis);
        long far = Math.max(-ENDLESS, Math.min(step, ENDLESS));
        if (!length.isFixed()) {
            return open(layers.flowing(operand), length, start, end, far);
        }
        long first = clamped(start, length.max(), step);
        long behind = clamped(end, length.max(), step);
        boolean none = step > 0 ? first >= behind : first <= behind;
        if (none && operand instanceof Flowing) {
            throw new Unsupported("it takes none of the " + length + " places along axis " + axis
                    + ": a value has at least one number");
        }
        if (operand instanceof Operand.Sizes sizes) {
            return none ? new Operand.Sizes(List.of(), false) : sizes(sizes, first, behind, far);
        }
        return none ? layers.slice(operand, axis, 0, 0, 1) : layers.slice(operand, axis, first, behind, far);
    }

    /** A bound counted from 0; -1 stands before the first place where the step goes backwards. */
    private static long clamped(long bound, long length, long step) {
        long counted = bound < 0 ? bound + length : bound;
        return step > 0 ? Math.max(0, Math.min(counted, length)) : Math.max(-1, Math.min(counted, length - 1));
    }

    private static Operand sizes(Operand.Sizes sizes, long first, long behind, long step) {
        List<Optional<Extent>> taken = new ArrayList<>();
        for (long at = first; step > 0 ? at < behind : at > behind; at += step) {
            taken.add(sizes.values().get((int) at));
        }
        return new Operand.Sizes(taken, false);
    }

    /** Along a length that each call decides, bounds stay as they are written. */
    private Operand open(Flowing x, Extent length, long start, long end, long step) {
        boolean all = step > 0
                ? (start == 0 || start <= -length.max()) && end >= length.max()
                : (start == -1 || start >= length.max()) && end < -length.max();
        if (all && step == 1) {
            return x;
        }
        int inner = layers.inner(x, axis);
        LayerBuilder slice = layers.layer("slice");
        if (step > 0 ? start != 0 && start > -ENDLESS : start != -1 && start < ENDLESS) {
            slice.whole("start", start);
        }
        if (step > 0 ? end < ENDLESS : end > -ENDLESS) {
            slice.whole("end", end);
        }
        return slice.whole("axis", inner)
                .whole("step", step)
                .input(x)
                .batch(x.batch())
                .one();
    }
}
