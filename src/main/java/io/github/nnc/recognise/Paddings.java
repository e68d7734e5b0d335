package io.github.nnc.recognise;

import static io.github.nnc.recognise.Pattern.any;
import static io.github.nnc.recognise.Pattern.made;
import static io.github.nnc.recognise.Pattern.named;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Zeros that a layer of their own puts around what windows slide over; the windows' layer puts them there itself. */
final class Paddings {

    private static final List<Rule> RULES = Stream.of("conv", "depthwise", "avgpool")
            .map(layer -> Rule.of(made(layer, named("pad", "pad", any("x"))), Paddings::padded))
            .toList();

    private Paddings() {}

    static Network apply(Network network) {
        return Rewriting.of(network, RULES);
    }

    private static Optional<LayerCall> padded(Match match, LayerCall last) {
        LayerCall pad = match.call("pad");
        Value x = match.value("x");
        boolean zeros = pad.arguments().keySet().equals(Set.of("padding"));
        boolean alone = Stream.of("padding", "ceil_mode", "count_include_pad").noneMatch(last.arguments()::containsKey);
        if (!zeros || !alone) {
            return Optional.empty();
        }
        int axes = x.shape().rank() - 1;
        List<Long> sides = sides(sizes(pad, "padding"), axes);
        List<Long> spans = spans(last, axes);
        for (int side = 0; side < sides.size(); side++) {
            if (sides.get(side) >= spans.get(side / 2)) {
                return Optional.empty();
            }
        }
        ArgumentValue padding = isCausal(sides, spans)
                ? new ArgumentValue.Word("causal")
                : pad.arguments().get("padding");
        return Optional.of(NewLayer.like(last, x).with("padding", padding).insteadOf(last));
    }

    /** Of a sequence: all before it, as many as let no window see what comes after its place. */
    private static boolean isCausal(List<Long> sides, List<Long> spans) {
        return sides.size() == 2 && sides.get(1) == 0 && sides.get(0) == spans.get(0) - 1;
    }

    /** How many places a window reaches over along each axis. */
    private static List<Long> spans(LayerCall windows, int axes) {
        List<Long> kernel = spread(sizes(windows, "kernel"), axes);
        List<Long> dilation = spread(sizes(windows, "dilation"), axes);
        List<Long> spans = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            spans.add((kernel.get(axis) - 1) * dilation.get(axis) + 1);
        }
        return spans;
    }

    private static List<Long> sizes(LayerCall call, String name) {
        return call.arguments().get(name) instanceof ArgumentValue.Sizes sizes ? sizes.values() : List.of(1L);
    }

    private static List<Long> spread(List<Long> amounts, int axes) {
        return amounts.size() == axes ? amounts : Collections.nCopies(axes, amounts.get(0));
    }

    /** Before each axis and behind it. */
    private static List<Long> sides(List<Long> amounts, int axes) {
        if (amounts.size() == 2 * axes) {
            return amounts;
        }
        return spread(amounts, axes).stream()
                .flatMap(amount -> Stream.of(amount, amount))
                .toList();
    }
}
