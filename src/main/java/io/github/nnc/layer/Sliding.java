package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments that make a window for each axis behind the channels, one number each for all axes or one for each.
 *
 * @param ceil as in {@link Window}
 */
record Sliding(List<Long> kernel, List<Long> stride, List<Long> dilation, Padding padding, boolean ceil) {

    private static final long LONGEST = Long.MAX_VALUE / 4;

    /** The windows over a shape that the arguments fit. */
    List<Window> windows(Shape shape) {
        int axes = shape.rank() - 1;
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            long size = Spatial.spread(kernel, axes).get(i);
            long step = Spatial.spread(stride, axes).get(i);
            long apart = Spatial.spread(dilation, axes).get(i);
            Padding.Sides sides = padding.sides(i, axes, shape.extent(i + 1).max(), Window.span(size, apart), step);
            windows.add(new Window(size, step, apart, sides, ceil));
        }
        return windows;
    }

    /** How many windows there are along each axis, with the arithmetic; empty, and reported, where they do not fit. */
    Optional<List<Extent>> counts(Inference inference) {
        Shape shape = inference.shape();
        int axes = shape.rank() - 1;
        boolean sizesFit = Spatial.fits(inference, "kernel", kernel, axes)
                && Spatial.fits(inference, "stride", stride, axes)
                && Spatial.fits(inference, "dilation", dilation, axes)
                && (!padding.isGiven() || Spatial.sidesFit(inference, "padding", padding.amounts(), axes));
        if (!sizesFit) {
            return Optional.empty();
        }
        List<Extent> counts = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<Window> windows = windows(shape);
        for (int i = 0; i < axes; i++) {
            Extent length = shape.extent(i + 1);
            Window window = windows.get(i);
            Optional<Diagnostic> misfit = misfit(inference, length, window, Spatial.axis(i, axes));
            if (misfit.isPresent()) {
                inference.reject(misfit.get());
                return Optional.empty();
            }
            boolean fixed = length instanceof Extent.Fixed;
            counts.add(fixed ? Extent.of(window.count(length.max())) : length);
            texts.add(fixed ? window.arithmetic(length.max()) : window.formula(length.toString()) + " = " + length);
        }
        inference.explain(Spatial.explanation(texts));
        return Optional.of(counts);
    }

    private Optional<Diagnostic> misfit(Inference inference, Extent length, Window window, String axis) {
        if (length.max() > LONGEST) {
            return Optional.of(Diagnostic.of(
                    Code.NUMBER_TOO_LARGE, inference.place(), "a " + axis + " of " + length.max() + " is too long"));
        }
        if (!length.isFixed() && !window.keepsLength()) {
            return Optional.of(lengthVaries(inference, length, window));
        }
        return window.fits(length.min()) ? Optional.empty() : Optional.of(tooLarge(inference, length, window, axis));
    }

    private Diagnostic lengthVaries(Inference inference, Extent length, Window window) {
        Diagnostic misfit = Diagnostic.of(
                        Code.LENGTH_NOT_FIXED,
                        inference.place(),
                        "`" + inference.place().text() + "` would change a length that varies: "
                                + window.formula(length.toString()) + " is not " + length)
                .withNote("a stride of 1 and padding that makes up for the kernel keep it");
        return window.stride() == 1
                ? misfit.withHelp("write `padding=same`", inference.argument("padding", Padding.SAME))
                        .withHelp(
                                "write `padding=causal`, which looks back only",
                                inference.argument("padding", Padding.CAUSAL))
                : misfit.withHelp("write the length as a number where it comes from");
    }

    private Diagnostic tooLarge(Inference inference, Extent length, Window window, String axis) {
        long room = length.min() + window.padding().total();
        String padded = window.padding().total() == 0 ? "" : ", padding included,";
        Diagnostic misfit = Diagnostic.of(
                        Code.WINDOW_TOO_LARGE,
                        inference.place("kernel"),
                        "a kernel of " + window.kernel()
                                + (window.dilation() == 1 ? "" : " with dilation " + window.dilation())
                                + " reaches over " + window.span() + " values, but the " + axis + padded + " has only "
                                + room)
                .withNote(window.arithmetic(length.min()));
        String fitting = Spatial.text(fitting(inference.shape()));
        return room < 1
                ? misfit
                : misfit.withHelp("write a kernel of at most " + fitting, inference.argument("kernel", fitting));
    }

    /** The kernel, no larger than what it slides over. */
    private List<Long> fitting(Shape shape) {
        List<Window> windows = windows(shape);
        List<Long> fitting = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            long room = shape.extent(i + 1).min() + window.padding().total();
            fitting.add(Math.min(window.kernel(), Math.max(0, room - 1) / window.dilation() + 1));
        }
        return fitting;
    }
}
