package io.github.nnc.recognise;

import static io.github.nnc.recognise.Pattern.any;
import static io.github.nnc.recognise.Pattern.made;
import static io.github.nnc.recognise.Pattern.named;
import static io.github.nnc.recognise.Pattern.number;
import static io.github.nnc.recognise.Pattern.oneOf;
import static io.github.nnc.recognise.Pattern.stored;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attention with several heads (Vaswani et al., 2017) in steps: queries, keys and values by dense layers or by one that is
 * cut in three, heads by reshaping, scores, softmax, sums, and the dense layer behind them.
 */
final class Attentions {

    private static final ArgumentValue HEADS_FIRST = new ArgumentValue.Wholes(List.of(1L, 0L, 2L));
    private static final ArgumentValue KEYS_LAST = new ArgumentValue.Wholes(List.of(1L, 2L, 0L));
    private static final ArgumentValue SWAPPED = new ArgumentValue.Wholes(List.of(0L, 2L, 1L));
    private static final List<Rule> RULES = List.of(new Rule(attention(), Attentions::replaced));

    private Attentions() {}

    static Network apply(Network network) {
        return Rewriting.of(network, RULES);
    }

    private static Pattern attention() {
        Pattern keys = oneOf(heads("k"), named("k_swap", "permute", heads("k")));
        Pattern product = named("scores", "matmul", scaled("q_scale", heads("q")), scaled("k_scale", keys));
        Pattern scores = scaled("scale", product);
        Pattern masked = oneOf(scores, made("add", scores, stored("table")), made("add", scores, any("mask")));
        Pattern weighted = named("weighted", "matmul", named("softmax", "softmax", masked), heads("v"));
        Pattern joined = named("joined", "reshape", named("out_turn", "permute", weighted));
        return named("out", "dense", joined);
    }

    /** A projection with its features taken apart in heads, which stand in front. */
    private static Pattern heads(String name) {
        Pattern dense = named(name + "_dense", "dense", any(name));
        Pattern projected = oneOf(dense, named(name + "_cut", "slice", dense));
        Pattern apart = named(name + "_heads", "reshape", scaled(name + "_early", projected));
        return named(name + "_turn", "permute", apart);
    }

    private static Pattern scaled(String name, Pattern x) {
        return oneOf(x, made("mul", x, number(name)), made("div", x, number(name + "_under")));
    }

    private static List<LayerCall> replaced(Match match, LayerCall last) {
        Value asked = match.value("q");
        Value memory = match.value("k");
        LayerCall split = match.call("q_heads");
        Optional<AttentionProjections> projections = AttentionProjections.of(match);
        if (!isLaidOutAsAttention(match) || projections.isEmpty()) {
            return List.of();
        }
        long heads = split.output().shape().extent(1).max();
        long size = split.output().shape().extent(2).max();
        NewLayer layer = NewLayer.of("attention").whole("heads", heads).input(asked);
        if (heads * size != asked.shape().last().max()) {
            layer.whole("head_size", size);
        }
        double scale = scale(match);
        double usual = 1 / Math.sqrt(size);
        if (Math.abs(scale - usual) > Pattern.TOLERANCE * usual) {
            layer.real("scale", scale);
        }
        if (!memory.equals(asked)) {
            layer.value("memory", memory);
        }
        List<LayerCall> calls = new ArrayList<>();
        if (!masked(match, layer, calls)) {
            return List.of();
        }
        projections.get().addTo(layer);
        LayerCall named = match.call("weighted");
        calls.add(layer.insteadOf(new LayerCall(
                named.origin(), last.type(), last.arguments(), List.of(asked), last.tensors(), last.outputs())));
        return calls;
    }

    private static boolean isLaidOutAsAttention(Match match) {
        LayerCall swap = match.call("k_swap");
        ArgumentValue keys = axes(match.call("k_turn"));
        boolean keysLast = swap == null
                ? keys.equals(KEYS_LAST)
                : keys.equals(HEADS_FIRST) && axes(swap).equals(SWAPPED);
        boolean turned = axes(match.call("q_turn")).equals(HEADS_FIRST)
                && axes(match.call("v_turn")).equals(HEADS_FIRST)
                && axes(match.call("out_turn")).equals(HEADS_FIRST);
        List<Extent> queries = match.call("q_heads").output().shape().extents();
        List<Extent> asked = match.call("k_heads").output().shape().extents();
        List<Extent> values = match.call("v_heads").output().shape().extents();
        boolean apart = queries.size() == 3
                && asked.size() == 3
                && asked.equals(values)
                && queries.subList(1, 3).equals(asked.subList(1, 3))
                && queries.get(0).equals(match.value("q").shape().extent(0))
                && asked.get(0).equals(match.value("k").shape().extent(0));
        List<Extent> joined = match.call("joined").output().shape().extents();
        boolean together = joined.size() == 2 && joined.get(0).equals(queries.get(0));
        boolean lastAxis = new ArgumentValue.Whole(2)
                .equals(match.call("softmax").arguments().get("axis"));
        boolean ordered = match.call("scores").input().shape().extents().get(1).equals(queries.get(0))
                && match.call("weighted").input().equals(match.call("softmax").output());
        boolean same = match.call("out").output().type().equals(match.value("q").type())
                && match.value("k").equals(match.value("v"));
        return keysLast && turned && apart && together && lastAxis && ordered && same;
    }

    private static ArgumentValue axes(LayerCall permute) {
        return permute.arguments().get("axes");
    }

    /** All factors of the scores. */
    private static double scale(Match match) {
        double scale = 1;
        for (String name : List.of("q_early", "q_scale", "k_early", "k_scale", "scale")) {
            scale *= match.names().containsKey(name) ? match.number(name) : 1;
            scale /= match.names().containsKey(name + "_under") ? match.number(name + "_under") : 1;
        }
        return scale;
    }

    /** Whether what is added to the scores can be said; a layer that makes a matrix of it is added to the calls. */
    private static boolean masked(Match match, NewLayer layer, List<LayerCall> calls) {
        boolean valuesScaled =
                match.names().containsKey("v_early") || match.names().containsKey("v_early_under");
        List<Extent> scores = match.call("scores").output().shape().extents();
        if (valuesScaled) {
            return false;
        }
        if (match.names().containsKey("table")
                && CausalMask.is(match.tensor("table").tensor(), scores)) {
            layer.flag("causal", true);
            return true;
        }
        if (match.names().containsKey("table")) {
            return false;
        }
        if (!match.names().containsKey("mask")) {
            return true;
        }
        Optional<Value> mask = asMatrix(match.value("mask"), scores.subList(1, 3), calls);
        mask.ifPresent(value -> layer.value("mask", value));
        return mask.isPresent();
    }

    /** A mask as rows of queries, or as one row for all of them, as for padding. */
    private static Optional<Value> asMatrix(Value mask, List<Extent> matrix, List<LayerCall> calls) {
        List<Extent> extents = mask.shape().extents();
        int above = extents.size() - 2;
        Extent one = Extent.of(1);
        if (above < 0 || above > 1 || above == 1 && !extents.get(0).equals(one)) {
            return Optional.empty();
        }
        List<Extent> rows = extents.subList(above, extents.size());
        if (!rows.equals(matrix) && !rows.equals(List.of(one, matrix.get(1)))) {
            return Optional.empty();
        }
        if (above == 0) {
            return Optional.of(mask);
        }
        Value result = new Value(mask.name(), TensorType.floats(new Shape(rows)));
        calls.add(NewLayer.of("squeeze")
                .with("axis", new ArgumentValue.Wholes(List.of(0L)))
                .input(mask)
                .making("", result));
        return Optional.of(result);
    }
}
