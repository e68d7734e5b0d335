package io.github.nnc.layer;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * The axes that a transposed convolution has along one axis of its output.
 *
 * @param outputs over the outputs: one axis, or the places of a phase and the phases
 * @param tap over what an output sees
 * @param read where the input is read
 * @param weigh where the filter is read
 * @param gap how far apart the values of the filter must be laid before it is read, 1 where they stay
 * @param length how many outputs the axes go over
 * @param cut how many of them come before the first that is wanted
 * @param isWhole whether all of them are wanted
 */
record Phases(
        List<Axis> outputs,
        Axis tap,
        Index.Affine read,
        Index.Affine weigh,
        long gap,
        Extent length,
        long cut,
        boolean isWhole) {

    static Phases of(TransposedWindow window, Extent length, String name) {
        long before = window.padding().before();
        if (window.stride() == 1) {
            Axis output = new Axis(name, length);
            Axis tap = new Axis("k" + name, Extent.of(window.kernel()));
            Index.Affine read =
                    Index.of(output).plus(before).minus(Index.of(tap).times(window.dilation()));
            return new Phases(List.of(output), tap, read, Index.of(tap), 1, length, 0, true);
        }
        long stride = window.stride();
        long cut = before % stride;
        long places = rounded(cut + length.max(), stride);
        Axis place = new Axis(name, Extent.of(places));
        Axis phase = new Axis("r" + name, Extent.of(stride));
        Axis tap = new Axis("k" + name, Extent.of(rounded(window.span(), stride)));
        return new Phases(
                new ArrayList<>(List.of(place, phase)),
                tap,
                Index.of(place).plus(before / stride).minus(Index.of(tap)),
                Index.of(phase).plus(Index.of(tap).times(stride)),
                window.dilation(),
                Extent.of(places * stride),
                cut,
                cut == 0 && places * stride == length.max());
    }

    /** The quotient, rounded up. */
    private static long rounded(long number, long divisor) {
        return (number + divisor - 1) / divisor;
    }
}
