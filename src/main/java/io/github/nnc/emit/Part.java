package io.github.nnc.emit;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.Division;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * What a call computes of a kernel whose loop is divided, as Java.
 *
 * @param share its number, by which it has scratch arrays that no other share has
 * @param from where its range begins
 * @param to where that ends
 */
record Part(String share, String from, String to) {

    /** All of it. */
    static Part whole(String extent) {
        return new Part("0", "0", extent);
    }

    /** Names that mean nothing else in the class. */
    static Part of(Identifiers names) {
        return new Part(names.allocate("share"), names.allocate("from"), names.allocate("to"));
    }

    /** The most shares that a nest has enough work for. */
    static String shares(Step.Nest nest, Division division, long least, Signature signature) {
        long fixed = 1;
        List<String> factors = new ArrayList<>();
        List<Axis> axes = new ArrayList<>(nest.parallel());
        axes.addAll(nest.reduction());
        for (Axis axis : axes) {
            Extent extent = axis.extent();
            if (extent.isFixed()) {
                fixed *= extent.max();
            } else {
                String length = signature.length(extent);
                factors.add(length.contains(" ") ? "(" + length + ")" : length);
            }
        }
        return factors.isEmpty()
                ? Long.toString(Math.min(division.units(), fixed / least))
                : fixed + "L * " + String.join(" * ", factors) + " / " + least;
    }
}
