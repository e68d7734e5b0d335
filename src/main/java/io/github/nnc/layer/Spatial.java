package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Values of channels and one to three axes behind them: sequences, images, volumes. */
final class Spatial {

    private static final int MOST_AXES = 3;

    private Spatial() {}

    /** Whether channels and one to three axes arrive; reported where not. */
    static boolean required(Inference inference) {
        if (!Floats.required(inference)) {
            return false;
        }
        Shape shape = inference.shape();
        if (shape.rank() >= 2 && shape.rank() <= MOST_AXES + 1) {
            return true;
        }
        Diagnostic misfit = Diagnostic.of(
                Code.WRONG_RANK,
                inference.place(),
                name(inference)
                        + " needs channels x length, channels x height x width or channels x depth x height x width,"
                        + " but receives " + shape);
        inference.reject(
                shape.rank() == 1 && shape.isFixed()
                        ? misfit.withHelp(
                                "put `reshape 1x" + shape + "` before it: one channel of that length",
                                inference.insertBefore("reshape 1x" + shape))
                        : misfit);
        return false;
    }

    /** Whether the number of channels is known; reported where not. */
    static boolean channelsRequired(Inference inference) {
        Shape shape = inference.shape();
        if (shape.extent(0).isFixed()) {
            return true;
        }
        Diagnostic misfit = Diagnostic.of(
                Code.LENGTH_NOT_FIXED,
                inference.place(),
                name(inference) + " needs a fixed number of channels, the first dimension, but receives " + shape);
        inference.reject(
                shape.rank() == 2
                        ? misfit.withHelp("tokens x features become channels x length by a `transpose` before it")
                        : misfit);
        return false;
    }

    /** Whether an argument has one number, or one for each of the axes; reported where not. */
    static boolean fits(Inference inference, String argument, List<Long> sizes, int axes) {
        return sizes.size() == 1 || sizes.size() == axes || misfit(inference, argument, sizes, axes, false);
    }

    /** Whether an argument has one number, one for each of the axes, or two for each of them; reported where not. */
    static boolean sidesFit(Inference inference, String argument, List<Long> amounts, int axes) {
        return amounts.size() == 1
                || amounts.size() == axes
                || amounts.size() == 2 * axes
                || misfit(inference, argument, amounts, axes, true);
    }

    private static boolean misfit(Inference inference, String argument, List<Long> sizes, int axes, boolean sides) {
        String written = sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
        String one = sizes.get(0).toString();
        String named = axes == 1 ? "the axis " + axis(0, axes) : "the axes " + String.join(" and ", names(axes));
        inference.reject(Diagnostic.of(
                        Code.SIZES_FOR_AXES,
                        inference.place(argument),
                        "`" + argument + "` has " + sizes.size() + " numbers, `" + written + "`, but "
                                + inference.shape() + " has " + named)
                .withNote(
                        sides
                                ? "it takes one number, or one for each axis, or two for each: before it and behind it"
                                : "it takes one number, or one for each axis")
                .withHelp("write `" + argument + "=" + one + "` for all axes", inference.argument(argument, one)));
        return false;
    }

    /** As people write it: {@code 3x5}, and {@code 3} where all are equal. */
    static String text(List<Long> sizes) {
        boolean equal = sizes.stream().distinct().count() == 1;
        return equal
                ? sizes.get(0).toString()
                : sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /** One number for each axis. */
    static List<Long> spread(List<Long> sizes, int axes) {
        return sizes.size() == 1 ? Collections.nCopies(axes, sizes.get(0)) : sizes;
    }

    /** The name of an axis behind the channels, counted from 0. */
    static String axis(int at, int axes) {
        return names(axes).get(at);
    }

    private static List<String> names(int axes) {
        return axes == 1
                ? List.of("length")
                : axes == 2 ? List.of("height", "width") : List.of("depth", "height", "width");
    }

    static Shape shape(Extent channels, List<Extent> lengths) {
        List<Extent> extents = new ArrayList<>(lengths);
        extents.add(0, channels);
        return new Shape(extents);
    }

    /** The lengths behind the channels. */
    static List<Extent> lengths(Shape shape) {
        return shape.extents().subList(1, shape.rank());
    }

    /** What was computed for each axis as one text: once where all are alike, otherwise by the axes' names. */
    static String explanation(List<String> texts) {
        if (texts.stream().distinct().count() == 1) {
            return texts.get(0);
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            all.append(i == 0 ? "" : ", ")
                    .append(axis(i, texts.size()))
                    .append(' ')
                    .append(texts.get(i));
        }
        return all.toString();
    }

    private static String name(Inference inference) {
        return "`" + inference.place().text() + "`";
    }
}
