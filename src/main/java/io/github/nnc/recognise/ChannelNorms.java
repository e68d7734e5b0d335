package io.github.nnc.recognise;

import static io.github.nnc.recognise.Pattern.any;
import static io.github.nnc.recognise.Pattern.made;
import static io.github.nnc.recognise.Pattern.named;
import static io.github.nnc.recognise.Pattern.oneOf;
import static io.github.nnc.recognise.Pattern.stored;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/**
 * Norms of channels and of groups of channels (Wu and He, 2018). Graphs write the groups as channels of an instance norm that
 * learns nothing, and the factors and summands of the channels behind it.
 */
final class ChannelNorms {

    private static final String AFFINE = "affine";
    private static final List<Rule> RULES = rules();

    private ChannelNorms() {}

    static Network apply(Network network) {
        return Rewriting.of(network, RULES);
    }

    private static List<Rule> rules() {
        Pattern grouped = named("norm", "instancenorm", made("reshape", any("x")));
        List<Rule> rules = new ArrayList<>();
        rules.add(Rule.of(named("norm", "instancenorm", any("x")), ChannelNorms::plain));
        rules.add(Rule.of(oneOf(made("reshape", grouped), made("flatten", grouped)), ChannelNorms::ofGroups));
        for (String layer : List.of("instancenorm", "groupnorm")) {
            Pattern norm = named("norm", layer, any("x"));
            rules.add(Rule.of(
                    oneOf(made("mul", norm, stored("numbers")), made("add", norm, stored("numbers"))),
                    ChannelNorms::learned));
        }
        return rules;
    }

    /** Factors that are all 1 and summands that are all 0 change nothing. */
    private static Optional<LayerCall> plain(Match match, LayerCall last) {
        boolean nothing = isAll(1, last.tensors().get("weight"))
                && isAll(0, last.tensors().get("bias"));
        return nothing ? Optional.of(without(last).insteadOf(last)) : Optional.empty();
    }

    private static boolean isAll(float number, TensorSource source) {
        if (!(source instanceof TensorSource.Stored stored)) {
            return false;
        }
        for (float each : stored.constant().tensor().reals()) {
            if (each != number) {
                return false;
            }
        }
        return true;
    }

    private static NewLayer without(LayerCall norm) {
        NewLayer plain = NewLayer.of(norm.type().name()).flag(AFFINE, false);
        norm.arguments().forEach((name, value) -> {
            if (!name.equals(AFFINE)) {
                plain.with(name, value);
            }
        });
        return plain.input(norm.input());
    }

    private static Optional<LayerCall> ofGroups(Match match, LayerCall last) {
        LayerCall norm = match.call("norm");
        Shape shape = match.value("x").shape();
        Shape groups = norm.input().shape();
        boolean fits = norm.tensors().isEmpty()
                && shape.rank() <= 4
                && last.output().shape().equals(shape)
                && shape.extent(0).isFixed()
                && groups.extent(0).isFixed()
                && shape.extent(0).max() % groups.extent(0).max() == 0;
        if (!fits) {
            return Optional.empty();
        }
        NewLayer layer =
                NewLayer.of("groupnorm").whole("groups", groups.extent(0).max()).flag(AFFINE, false);
        Optional.ofNullable(norm.arguments().get("eps")).ifPresent(eps -> layer.with("eps", eps));
        return Optional.of(layer.input(match.value("x")).insteadOf(last));
    }

    /** With a learned number for each channel that is added or multiplies. */
    private static Optional<LayerCall> learned(Match match, LayerCall last) {
        LayerCall norm = match.call("norm");
        Shape shape = norm.output().shape();
        Operand.Constant numbers = match.tensor("numbers");
        List<Long> wanted = new ArrayList<>(List.of(shape.extent(0).max()));
        wanted.addAll(Collections.nCopies(shape.rank() - 1, 1L));
        boolean fits = numbers.extents().size() <= shape.rank()
                && Dimensions.trimmed(numbers.extents()).equals(Dimensions.trimmed(wanted))
                && norm.tensors().values().stream().allMatch(TensorSource.Stored.class::isInstance);
        if (!fits) {
            return Optional.empty();
        }
        Operand.Constant weight = before(norm, "weight", 1, numbers);
        Operand.Constant bias = before(norm, "bias", 0, numbers);
        NewLayer layer = NewLayer.like(norm).flag(AFFINE, true);
        layer.tensor("weight", last.is("mul") ? changed(weight, numbers, (a, b) -> a * b) : weight);
        layer.tensor("bias", changed(bias, numbers, last.is("mul") ? (a, b) -> a * b : Double::sum));
        return Optional.of(layer.insteadOf(last));
    }

    private static Operand.Constant before(LayerCall norm, String tensor, float otherwise, Operand.Constant numbers) {
        if (norm.tensors().get(tensor) instanceof TensorSource.Stored stored) {
            return stored.constant();
        }
        float[] same = new float[numbers.tensor().size()];
        Arrays.fill(same, otherwise);
        return new Operand.Constant(numbers.name(), Tensor.ofReals(List.of((long) same.length), same));
    }

    private static Operand.Constant changed(
            Operand.Constant before, Operand.Constant numbers, DoubleBinaryOperator change) {
        float[] changed = before.tensor().reals().clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] =
                    (float) change.applyAsDouble(changed[i], numbers.tensor().real(i));
        }
        return new Operand.Constant(before.name(), Tensor.ofReals(before.extents(), changed));
    }
}
