package io.github.nnc.recognise;

import static io.github.nnc.recognise.Pattern.any;
import static io.github.nnc.recognise.Pattern.made;
import static io.github.nnc.recognise.Pattern.named;
import static io.github.nnc.recognise.Pattern.near;
import static io.github.nnc.recognise.Pattern.number;
import static io.github.nnc.recognise.Pattern.oneOf;
import static io.github.nnc.recognise.Pattern.stored;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Norms over the last dimensions: of layers (Ba et al., 2016) and by the root of the mean square (Zhang and Sennrich, 2019).
 * First without learned numbers, which are found behind them.
 */
final class Norms {

    private static final Pattern X = any("x");
    private static final String AFFINE = "elementwise_affine";

    private static final List<Rule> RULES = List.of(
            Rule.of(divided(centred(), named("squares", "mean", squared(centred()))), Norms::layer),
            Rule.of(divided(X, named("squares", "mean", squared(X))), Norms::root),
            Rule.of(made("mul", named("norm", "layernorm", X), stored("weight")), Norms::weighted),
            Rule.of(made("mul", named("norm", "rmsnorm", X), stored("weight")), Norms::weighted),
            Rule.of(made("add", named("norm", "layernorm", X), stored("bias")), Norms::biased));

    private Norms() {}

    static Network apply(Network network) {
        return Rewriting.of(network, RULES);
    }

    private static Pattern centred() {
        return made("sub", X, named("mean", "mean", X));
    }

    private static Pattern squared(Pattern x) {
        return oneOf(made("pow", x, near(2)), made("mul", x, x));
    }

    /** A value divided by the root of its mean square and a little more. */
    private static Pattern divided(Pattern x, Pattern squares) {
        Pattern shifted = made("add", squares, number("eps"));
        Pattern deviation = oneOf(made("sqrt", shifted), made("pow", shifted, near(0.5)));
        Pattern inverse = oneOf(
                made("pow", deviation, near(-1)), made("div", near(1), deviation), made("pow", shifted, near(-0.5)));
        return oneOf(made("div", x, deviation), made("mul", x, inverse));
    }

    private static Optional<LayerCall> layer(Match match, LayerCall last) {
        LayerCall mean = match.call("mean");
        LayerCall squares = match.call("squares");
        boolean alike = Dimensions.axes(mean).equals(Dimensions.axes(squares)) && Dimensions.keeps(mean);
        return alike ? norm("layernorm", match, last) : Optional.empty();
    }

    private static Optional<LayerCall> root(Match match, LayerCall last) {
        return norm("rmsnorm", match, last);
    }

    private static Optional<LayerCall> norm(String layer, Match match, LayerCall last) {
        Shape shape = match.value("x").shape();
        LayerCall squares = match.call("squares");
        int first = Dimensions.firstOfLast(squares, shape);
        double eps = match.number("eps");
        if (first < 0 || !Dimensions.keeps(squares) || eps < 0) {
            return Optional.empty();
        }
        NewLayer norm = NewLayer.of(layer).real("eps", eps).flag(AFFINE, false).input(match.value("x"));
        boolean usual = shape.rank() <= 2 && first == shape.rank() - 1;
        return Optional.of((usual ? norm : norm.whole("axis", first)).insteadOf(last));
    }

    private static Optional<LayerCall> weighted(Match match, LayerCall last) {
        LayerCall norm = match.call("norm");
        boolean plain = new ArgumentValue.Flag(false).equals(norm.arguments().get(AFFINE));
        if (!plain) {
            return Optional.empty();
        }
        NewLayer weighted = NewLayer.like(norm).flag(AFFINE, true);
        if (norm.is("layernorm")) {
            weighted.flag("bias", false);
        }
        return learned("weight", weighted, match, last);
    }

    private static Optional<LayerCall> biased(Match match, LayerCall last) {
        LayerCall norm = match.call("norm");
        boolean waits = norm.tensors().containsKey("weight") && !norm.tensors().containsKey("bias");
        return waits ? learned("bias", NewLayer.like(norm).flag("bias", true), match, last) : Optional.empty();
    }

    /** With a learned number for each place that is normalised. */
    private static Optional<LayerCall> learned(String name, NewLayer layer, Match match, LayerCall last) {
        Shape shape = match.value("x").shape();
        ArgumentValue axis = match.call("norm").arguments().get("axis");
        int first = axis instanceof ArgumentValue.Whole whole ? (int) whole.value() : shape.rank() - 1;
        List<Extent> normalised = shape.extents().subList(first, shape.rank());
        Operand.Constant tensor = match.tensor(name);
        return Dimensions.isPerPlace(tensor, normalised, shape.rank())
                ? Optional.of(layer.tensor(name, Dimensions.shaped(tensor, Dimensions.sizes(normalised)))
                        .insteadOf(last))
                : Optional.empty();
    }
}
