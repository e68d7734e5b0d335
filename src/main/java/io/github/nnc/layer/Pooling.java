package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the pools share: their arguments and their shape rule. */
final class Pooling {

    static final String SHAPE_RULE =
            "`channels x length` to `channels x windows`, likewise for images and volumes; along each axis there are"
                    + " `floor((length + padding - kernel) / stride) + 1` windows";

    static final Parameter KERNEL = Parameter.sizes("kernel", 1, "the size of a window along each axis");

    static final Parameter STRIDE = Parameter.sizes(
                    "stride", 1, "how far one window is from the next; where it is not given, as far as the kernel")
            .optional();

    static final Parameter CEIL_MODE = Parameter.flag(
            "ceil_mode", false, "whether a last window counts that is not whole, as long as it begins in the input");

    private Pooling() {}

    static Parameter padding(String documentation) {
        return Parameter.padding(
                "padding",
                List.of(Padding.VALID, Padding.SAME, Padding.CAUSAL),
                documentation + "; less than a window where it is a number; for each side in the order left,"
                        + " right or top, bottom, left, right; `valid` is none, `same` keeps the length where the"
                        + " stride is 1, `causal` puts all before");
    }

    static Sliding sliding(Arguments arguments, List<Long> dilation) {
        return new Sliding(
                arguments.sizes("kernel"),
                arguments.optionalSizes("stride").orElse(arguments.sizes("kernel")),
                dilation,
                Padding.of(arguments.padding("padding")),
                arguments.flag("ceil_mode"));
    }

    static List<TensorType> outputs(Inference inference, Sliding sliding) {
        if (!Spatial.required(inference)) {
            return List.of();
        }
        Optional<List<Extent>> counts = sliding.counts(inference);
        if (counts.isEmpty() || !paddingFits(inference, sliding)) {
            return List.of();
        }
        return List.of(TensorType.floats(Spatial.shape(inference.shape().extent(0), counts.get())));
    }

    /** Reduces each window of each channel; {@code around} is what stands around the input. */
    static void reduce(
            Lowering lowering, Taps taps, double around, Step.Reduction operation, UnaryOperator<Expression> epilogue) {
        Axis channel = new Axis("c", lowering.inputShape().extent(0));
        List<Index> read = new ArrayList<>(taps.read());
        read.add(0, Index.of(channel));
        List<Axis> parallel = new ArrayList<>(taps.places());
        parallel.add(0, channel);
        Expression seen = new Expression.Load(Access.padded(lowering.input(), read, around));
        lowering.kernels().reduce(parallel, taps.taps(), operation, seen, epilogue, lowering.store(parallel));
    }

    /** With a whole window of padding on a side, some windows would see nothing of the input. */
    private static boolean paddingFits(Inference inference, Sliding sliding) {
        if (!sliding.padding().isGiven()) {
            return true;
        }
        List<Window> windows = sliding.windows(inference.shape());
        List<Long> fits = new ArrayList<>();
        for (Window window : windows) {
            fits.add(Math.min(window.padding().before(), window.span() - 1));
            fits.add(Math.min(window.padding().after(), window.span() - 1));
        }
        for (Window window : windows) {
            long most = Math.max(window.padding().before(), window.padding().after());
            if (most >= window.span()) {
                String fitting = Spatial.text(fits);
                inference.reject(Diagnostic.of(
                                Code.OUT_OF_RANGE,
                                inference.place("padding"),
                                "`padding` of `" + inference.place().text()
                                        + "` must be less than a window, but " + most + " is not less than "
                                        + window.span())
                        .withHelp("write `padding=" + fitting + "`", inference.argument("padding", fitting)));
                return false;
            }
        }
        return true;
    }
}
