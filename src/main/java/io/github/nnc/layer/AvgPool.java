package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** {@code avgpool kernel}: PyTorch's {@code AvgPool1d}, {@code AvgPool2d}, {@code AvgPool3d} by the rank of the input. */
record AvgPool(Sliding sliding, boolean countIncludePad) implements Windowed {

    static final LayerType TYPE = new LayerType(
            "avgpool",
            "The mean of each window, channel by channel.",
            Pooling.SHAPE_RULE,
            "input 3x32x32; avgpool 2",
            LayerType.Role.CHAIN,
            false,
            List.of(
                    Pooling.KERNEL,
                    Pooling.STRIDE,
                    Pooling.padding("zeros around the input"),
                    Pooling.CEIL_MODE,
                    Parameter.flag(
                            "count_include_pad",
                            true,
                            "whether the zeros around the input count as values of a window"),
                    Conv.DILATION),
            arguments -> new AvgPool(
                    Pooling.sliding(arguments, arguments.sizes("dilation")), arguments.flag("count_include_pad")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        List<TensorType> outputs = Pooling.outputs(inference, sliding);
        return outputs.isEmpty() || countIncludePad || seeingSomething(inference) ? outputs : List.of();
    }

    /** Where the gaps of a window are longer than the input, it may lie around it, and would be a mean of nothing. */
    private boolean seeingSomething(Inference inference) {
        List<Window> windows = sliding.windows(inference.shape());
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            Extent length = inference.shape().extent(i + 1);
            if (window.padding().total() > 0 && window.dilation() > length.min()) {
                inference.reject(Diagnostic.of(
                                Code.OUT_OF_RANGE,
                                inference.place("dilation"),
                                "a dilation of " + window.dilation() + " leaps over a "
                                        + Spatial.axis(i, windows.size()) + " of " + length.min()
                                        + ", so that a window may see padding only")
                        .withHelp("count the zeros around the input as values, or write `padding=0`"));
                return false;
            }
        }
        return true;
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    public List<Window> windows(Shape input) {
        return sliding.windows(input);
    }

    @Override
    public void lower(Lowering lowering) {
        List<Window> windows = sliding.windows(lowering.inputShape());
        Taps taps = Taps.of(windows, Spatial.lengths(lowering.output().shape()));
        Expression count = count(lowering, windows, taps.places());
        Pooling.reduce(lowering, taps, 0, Step.Reduction.SUM, sum -> sum.dividedBy(count));
    }

    /** How many values the window at some places counts. */
    private Expression count(Lowering lowering, List<Window> windows, List<Axis> places) {
        double known = 1;
        List<Expression> factors = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            Extent length = lowering.inputShape().extent(i + 1);
            boolean all = countIncludePad || window.padding().total() == 0;
            if (all && (!length.isFixed() || !window.overruns(length.max()))) {
                known *= window.kernel();
            } else {
                factors.add(counted(lowering, window, length, places.get(i)));
            }
        }
        Expression count = Expression.constant(known);
        for (Expression factor : factors) {
            count = known == 1 && factor == factors.get(0) ? factor : count.times(factor);
        }
        return count;
    }

    /** The counts along one axis: windows over as many ones as there are values that count. */
    private Expression counted(Lowering lowering, Window window, Extent length, Axis place) {
        long before = countIncludePad ? window.padding().before() : 0;
        Extent counting =
                countIncludePad ? Extent.of(length.max() + window.padding().total()) : length;
        Buffer ones = lowering.kernels().temporary("ones_" + place.name(), new Shape(List.of(counting)));
        Axis each = new Axis("i", counting);
        lowering.kernels().map(List.of(each), Expression.constant(1), Access.of(ones, List.of(Index.of(each))));
        Buffer counts = lowering.kernels().temporary("counts_" + place.name(), new Shape(List.of(place.extent())));
        Axis own = new Axis(place.name(), place.extent());
        Axis tap = new Axis("k", Extent.of(window.kernel()));
        Index.Affine at = window.index(own, tap).plus(before);
        lowering.kernels()
                .reduce(
                        List.of(own),
                        List.of(tap),
                        Step.Reduction.SUM,
                        new Expression.Load(Access.padded(ones, List.of(at), 0)),
                        sum -> sum,
                        Access.of(counts, List.of(Index.of(own))));
        return new Expression.Load(Access.of(counts, List.of(Index.of(place))));
    }
}
