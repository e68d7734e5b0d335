package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Shape;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The dimension that an {@code axis} argument names: from 0 without the batch, negative ones from the end. */
final class Axes {

    private Axes() {}

    static int position(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** The dimension of a shape, counted from 0; empty, and reported, where the shape has none such. */
    static OptionalInt required(Inference inference, long axis, Shape shape) {
        return required(inference, axis, shape.rank(), shape.toString());
    }

    /**
     * The dimension of a value that is about to be, counted from 0; empty, and reported, where it has none such.
     *
     * @param value as the message calls it
     */
    static OptionalInt required(Inference inference, long axis, int rank, String value) {
        if (axis >= -rank && axis < rank) {
            return OptionalInt.of(position(axis, rank));
        }
        Diagnostic misfit = Diagnostic.of(
                Code.NO_SUCH_AXIS, inference.place("axis"), "`axis=" + axis + "` names no dimension of " + value);
        if (rank > 0) {
            misfit = misfit.withNote("its axes are " + (rank == 1 ? "0" : "0 to " + (rank - 1)) + ", or from the end -1"
                            + (rank == 1 ? "" : " to -" + rank))
                    .withHelp("write `axis=-1` for the last one", inference.argument("axis", "-1"));
        }
        inference.reject(misfit);
        return OptionalInt.empty();
    }

    /** The dimension given, or else the last one of vectors and of tokens x features; empty, and reported, without one. */
    static OptionalInt givenOrLast(Inference inference, OptionalLong axis, Shape shape) {
        if (shape.rank() == 0) {
            inference.reject(Diagnostic.of(
                    Code.WRONG_RANK,
                    inference.place(),
                    "`" + inference.place().text() + "` needs at least one dimension, but receives " + shape));
            return OptionalInt.empty();
        }
        if (axis.isEmpty() && shape.rank() > 2) {
            undecided(inference, shape);
            return OptionalInt.empty();
        }
        return required(inference, axis.orElse(-1), shape);
    }

    /** That a list of dimensions names one more than once. */
    static Diagnostic twice(Inference inference, Shape shape) {
        return Diagnostic.of(
                        Code.NO_SUCH_AXIS,
                        inference.place("axis"),
                        "`" + inference.place().text() + "` names a dimension of " + shape + " twice")
                .withHelp("write each dimension once");
    }

    /** Reports that a shape of several dimensions leaves open which is meant. */
    static void undecided(Inference inference, Shape shape) {
        String first = shape.rank() == 2 ? "rows" : "channels";
        String last = shape.rank() == 2 ? "features" : "columns";
        inference.reject(Diagnostic.of(
                        Code.AXIS_MISSING,
                        inference.place(),
                        "`" + inference.place().text() + "` of " + shape + " needs `axis=`: it could be any of its "
                                + shape.rank() + " dimensions")
                .withHelp("write `axis=0` for the " + first, inference.argument("axis", "0"))
                .withHelp("write `axis=-1` for the " + last, inference.argument("axis", "-1")));
    }
}
