package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;

/**
 * A window that slides along one axis, as PyTorch's {@code Conv1d} and {@code MaxPool1d} define it: output o sees the
 * inputs o * stride + k * dilation - before for each k below the kernel.
 *
 * @param ceil whether a last window that is not whole counts, as long as it begins before what is padded behind
 */
public record Window(long kernel, long stride, long dilation, Padding.Sides padding, boolean ceil) {

    /** How many values lie between the first that a window sees and the last, both included. */
    static long span(long kernel, long dilation) {
        return (kernel - 1) * dilation + 1;
    }

    public long span() {
        return span(kernel, dilation);
    }

    /** Whether there is a window; the only one may reach beyond what is padded where one that is not whole counts. */
    boolean fits(long length) {
        return count(length) >= 1;
    }

    /** Whether there are as many windows as values, whatever their number. */
    boolean keepsLength() {
        return stride == 1 && padding.total() == span() - 1;
    }

    /** How many windows there are; not positive where none fits. */
    public long count(long length) {
        long steps = length + padding.total() - span();
        long count = Math.floorDiv(steps, stride) + 1;
        boolean partial = ceil && Math.floorMod(steps, stride) != 0;
        return partial && count * stride < length + padding.before() ? count + 1 : count;
    }

    /** {@code floor((28 + 2*1 - 3) / 2) + 1 = 14}. */
    String arithmetic(long length) {
        return formula(Long.toString(length)) + " = " + count(length);
    }

    String formula(String length) {
        String span = dilation == 1 ? Long.toString(kernel) : "(" + dilation + "*(" + kernel + " - 1) + 1)";
        return (ceil ? "ceil" : "floor") + "((" + length + padding.text(" + ") + " - " + span + ") / " + stride
                + ") + 1";
    }

    /** Whether the last of so many windows leaves the input and what was added to it. */
    public boolean overruns(long length) {
        return (count(length) - 1) * stride + span() > length + padding.total();
    }

    /** What the window at {@code place} sees at {@code tap}. */
    Index.Affine index(Axis place, Axis tap) {
        return Index.of(place).times(stride).plus(Index.of(tap).times(dilation)).plus(-padding.before());
    }
}
