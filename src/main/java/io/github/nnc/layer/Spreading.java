package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments that make a {@link TransposedWindow} for each axis behind the channels, one number each for all axes or
 * one for each.
 */
record Spreading(List<Long> kernel, List<Long> stride, List<Long> dilation, Padding padding, List<Long> outputPadding) {

    private static final long LONGEST = Long.MAX_VALUE / 4;

    /** The windows over a shape that the arguments fit. */
    List<TransposedWindow> windows(Shape shape) {
        int axes = shape.rank() - 1;
        List<TransposedWindow> windows = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            windows.add(window(i, axes));
        }
        return windows;
    }

    private TransposedWindow window(int axis, int axes) {
        long size = Spatial.spread(kernel, axes).get(axis);
        long step = Spatial.spread(stride, axes).get(axis);
        long apart = Spatial.spread(dilation, axes).get(axis);
        long behind = Spatial.spread(outputPadding, axes).get(axis);
        if (padding.isGiven()) {
            return new TransposedWindow(size, step, apart, padding.sides(axis, axes), behind);
        }
        long surplus = padding.word().equals(Padding.SAME) ? Window.span(size, apart) - step : 0;
        long removed = Math.max(0, surplus);
        return new TransposedWindow(
                size,
                step,
                apart,
                new Padding.Sides(removed / 2, removed - removed / 2),
                behind + Math.max(0, -surplus));
    }

    /** How long the output is along each axis, with the arithmetic; empty, and reported, where nothing is left. */
    Optional<List<Extent>> lengths(Inference inference) {
        Shape shape = inference.shape();
        int axes = shape.rank() - 1;
        boolean sizesFit = Spatial.fits(inference, "kernel", kernel, axes)
                && Spatial.fits(inference, "stride", stride, axes)
                && Spatial.fits(inference, "dilation", dilation, axes)
                && Spatial.fits(inference, "output_padding", outputPadding, axes)
                && (!padding.isGiven() || Spatial.sidesFit(inference, "padding", padding.amounts(), axes));
        if (!sizesFit) {
            return Optional.empty();
        }
        List<Extent> lengths = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<TransposedWindow> windows = windows(shape);
        for (int i = 0; i < axes; i++) {
            Extent length = shape.extent(i + 1);
            TransposedWindow window = windows.get(i);
            long behind = Spatial.spread(outputPadding, axes).get(i);
            Optional<Diagnostic> misfit = misfit(inference, length, window, behind, Spatial.axis(i, axes));
            if (misfit.isPresent()) {
                inference.reject(misfit.get());
                return Optional.empty();
            }
            boolean fixed = length.isFixed();
            lengths.add(fixed ? Extent.of(window.length(length.max())) : length);
            texts.add(fixed ? window.arithmetic(length.max()) : window.formula(length.toString()) + " = " + length);
        }
        inference.explain(Spatial.explanation(texts));
        return Optional.of(lengths);
    }

    /** {@code behind} is the output padding that was written. */
    private Optional<Diagnostic> misfit(
            Inference inference, Extent length, TransposedWindow window, long behind, String axis) {
        if (length.max() > LONGEST / window.stride()) {
            return Optional.of(Diagnostic.of(
                    Code.NUMBER_TOO_LARGE,
                    inference.place(),
                    "a " + axis + " of " + length.max() + " * " + window.stride() + " is too long"));
        }
        long most = Math.max(window.stride(), window.dilation()) - 1;
        if (behind > most) {
            return Optional.of(Diagnostic.of(
                            Code.OUT_OF_RANGE,
                            inference.place("output_padding"),
                            "`output_padding` must be less than the stride or the dilation, but this is " + behind
                                    + " at a stride of " + window.stride()
                                    + (window.dilation() == 1 ? "" : " and a dilation of " + window.dilation()))
                    .withHelp("write `output_padding=" + most + "`", outputPadding(inference, most)));
        }
        if (!length.isFixed() && !window.keepsLength()) {
            return Optional.of(lengthVaries(inference, length, window));
        }
        return window.length(length.min()) > 0 ? Optional.empty() : Optional.of(nothingLeft(inference, length, window));
    }

    private Edit outputPadding(Inference inference, long most) {
        List<Long> fitting =
                outputPadding.stream().map(each -> Math.min(each, most)).toList();
        return inference.argument("output_padding", Spatial.text(fitting));
    }

    private static Diagnostic lengthVaries(Inference inference, Extent length, TransposedWindow window) {
        Diagnostic misfit = Diagnostic.of(
                Code.LENGTH_NOT_FIXED,
                inference.place(),
                "`" + inference.place().text() + "` would change a length that varies: "
                        + window.formula(length.toString()) + " is not " + length);
        return window.stride() == 1 && window.outputPadding() == 0
                ? misfit.withHelp("write `padding=same`", inference.argument("padding", Padding.SAME))
                : misfit.withHelp("write the length as a number where it comes from");
    }

    private static Diagnostic nothingLeft(Inference inference, Extent length, TransposedWindow window) {
        return Diagnostic.of(
                        Code.OUT_OF_RANGE,
                        inference.place("padding"),
                        "`padding` of `" + inference.place().text() + "` takes away all of the output")
                .withNote(window.arithmetic(length.min()))
                .withHelp("write `padding=0`", inference.argument("padding", "0"));
    }
}
