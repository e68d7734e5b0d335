package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code upsample scale_factor}: PyTorch's {@code Upsample} and {@code functional.interpolate}, which enlarge or shrink
 * the axes behind the channels.
 *
 * @param factors one for each axis or one for all; none where the size is given
 * @param size one for each axis or one for all; empty where factors are given
 */
record Upsample(
        List<Double> factors,
        Optional<List<Long>> size,
        Interpolation.Method method,
        boolean alignCorners,
        boolean antialias)
        implements Layer {

    /** Up to here a float counts every place. */
    private static final int LONGEST = 1 << 24;

    static final LayerType TYPE = new LayerType(
            "upsample",
            "Enlarges or shrinks a sequence, an image or a volume.",
            "`channels x length` to `channels x size`, likewise for images and volumes; with a factor the size is"
                    + " `floor(length * scale_factor)`",
            "input 8x16x16; upsample 2",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Parameter.numbers("scale_factor", "how many times as long each axis becomes, or all of them")
                            .positive()
                            .optional(),
                    Parameter.sizes("size", 1, "how long each axis becomes, or all of them")
                            .between(1, LONGEST)
                            .optional()
                            .onlyByName(),
                    Parameter.word(
                                    "mode",
                                    List.of("nearest", "linear", "cubic"),
                                    "what stands between values: the one before, a line (on images bilinear, on"
                                            + " volumes trilinear), or a cubic curve (images only)")
                            .onlyByName(),
                    Parameter.flag(
                            "align_corners",
                            false,
                            "whether the centres of the corners meet, instead of their outer edges"),
                    Parameter.flag(
                            "antialias",
                            false,
                            "whether shrinking takes the mean over all that becomes one (images only)")),
            arguments -> new Upsample(
                    arguments.numbers("scale_factor"),
                    arguments.optionalSizes("size"),
                    Interpolation.Method.of(arguments.word("mode")),
                    arguments.flag("align_corners"),
                    arguments.flag("antialias")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Spatial.required(inference) || !argumentsFit(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        if (!new Shape(Spatial.lengths(shape)).isFixed()) {
            return inference.reject(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place(),
                            "`upsample` needs lengths that are known, but receives " + shape)
                    .withHelp("write the length as a number where it comes from"));
        }
        List<Extent> extents = new ArrayList<>(List.of(shape.extent(0)));
        List<String> texts = new ArrayList<>();
        int axes = shape.rank() - 1;
        for (int i = 0; i < axes; i++) {
            long length = shape.extent(i + 1).max();
            double scaled = scaled(length, i, axes);
            if (length > LONGEST || !(scaled >= 1 && scaled <= LONGEST)) {
                return inference.reject(Diagnostic.of(
                        scaled < 1 ? Code.OUT_OF_RANGE : Code.NUMBER_TOO_LARGE,
                        inference.place(),
                        "`upsample` makes a " + Spatial.axis(i, axes) + " of " + Parameter.text(scaled) + " from "
                                + length));
            }
            extents.add(Extent.of((long) scaled));
            texts.add(factors.isEmpty() ? Long.toString((long) scaled) : arithmetic(length, factor(i, axes)));
        }
        inference.explain(Spatial.explanation(texts));
        return List.of(TensorType.floats(new Shape(extents)));
    }

    private boolean argumentsFit(Inference inference) {
        int axes = inference.shape().rank() - 1;
        if (factors.isEmpty() == size.isEmpty()) {
            inference.rejectArguments(
                    size.isEmpty()
                            ? Diagnostic.of(
                                            Code.MISSING_ARGUMENT,
                                            inference.place(),
                                            "`upsample` needs a `scale_factor` or a `size`")
                                    .withHelp("write `scale_factor=2`", inference.argument("scale_factor", "2"))
                            : Diagnostic.of(
                                    Code.ARGUMENT_WITHOUT_EFFECT,
                                    inference.place("scale_factor"),
                                    "`scale_factor` has no effect where `size` is given"));
            return false;
        }
        if (size.isPresent() && !Spatial.fits(inference, "size", size.get(), axes)) {
            return false;
        }
        if (factors.size() > 1 && factors.size() != axes) {
            inference.reject(Diagnostic.of(
                            Code.SIZES_FOR_AXES,
                            inference.place("scale_factor"),
                            "`scale_factor` has " + factors.size() + " numbers, but " + inference.shape() + " has "
                                    + axes + (axes == 1 ? " axis" : " axes") + " behind its channels")
                    .withNote("it takes one number, or one for each axis"));
            return false;
        }
        return optionsFit(inference, axes);
    }

    private boolean optionsFit(Inference inference, int axes) {
        if (method == Interpolation.Method.NEAREST && (alignCorners || antialias)) {
            String option = alignCorners ? "align_corners" : "antialias";
            inference.rejectArguments(Diagnostic.of(
                            Code.ARGUMENT_WITHOUT_EFFECT,
                            inference.place(option),
                            "`" + option + "` has no effect where `mode` is `nearest`")
                    .withHelp("write `mode=linear`", inference.argument("mode", "linear")));
            return false;
        }
        boolean imagesOnly = method == Interpolation.Method.CUBIC || antialias;
        if (imagesOnly && axes != 2) {
            inference.reject(Diagnostic.of(
                    Code.WRONG_RANK,
                    inference.place(),
                    "`upsample` with " + (antialias ? "`antialias`" : "`mode=cubic`")
                            + " needs channels x height x width, but receives " + inference.shape()));
            return false;
        }
        return true;
    }

    private double factor(int axis, int axes) {
        return factors.get(factors.size() == axes ? axis : 0);
    }

    private double scaled(long length, int axis, int axes) {
        return size.isPresent() ? Spatial.spread(size.get(), axes).get(axis) : Math.floor(length * factor(axis, axes));
    }

    private static String arithmetic(long length, double factor) {
        boolean whole = factor == Math.rint(factor);
        String product = length + " * " + Parameter.text(factor);
        return (whole ? product : "floor(" + product + ")") + " = " + (long) Math.floor(length * factor);
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    public void lower(Lowering lowering) {
        Shape input = lowering.inputShape();
        Shape output = lowering.output().shape();
        int axes = input.rank() - 1;
        List<Interpolation> along = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            long from = input.extent(i + 1).max();
            long to = output.extent(i + 1).max();
            Ratio ratio = alignCorners
                    ? to > 1 ? Ratio.of(from - 1, to - 1) : Ratio.of(0, 1)
                    : size.isPresent() ? Ratio.of(from, to) : Ratio.inverse(factor(i, axes));
            along.add(new Interpolation(method, alignCorners, antialias, ratio, from, to));
        }
        new Resampling(lowering, along).lower();
    }
}
