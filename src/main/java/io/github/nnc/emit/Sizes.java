package io.github.nnc.emit;

import io.github.nnc.kernel.Axis;
import java.util.List;

/** The extents of axes as part of a name. */
final class Sizes {

    private Sizes() {}

    /** {@code 50x128}, {@code NxN}; {@code 1} for no axes. */
    static String of(List<Axis> axes) {
        StringBuilder text = new StringBuilder();
        for (Axis axis : axes) {
            text.append(text.length() == 0 ? "" : "x").append(axis.extent().isFixed() ? axis.extent() : "N");
        }
        return text.length() == 0 ? "1" : text.toString();
    }
}
