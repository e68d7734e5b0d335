package io.github.nnc.recognise;

import static io.github.nnc.recognise.Pattern.any;
import static io.github.nnc.recognise.Pattern.made;
import static io.github.nnc.recognise.Pattern.named;
import static io.github.nnc.recognise.Pattern.near;
import static io.github.nnc.recognise.Pattern.number;
import static io.github.nnc.recognise.Pattern.oneOf;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Activations that graphs say in steps. */
final class Activations {

    private static final Pattern X = any("x");

    private static final List<Rule> RULES = List.of(
            Rule.of(half(exact()), (match, last) -> gelu("none", match, last)),
            Rule.of(half(hyperbolic()), (match, last) -> gelu("tanh", match, last)),
            plain("silu", made("mul", X, made("sigmoid", X))),
            plain("silu", made("div", X, made("add", made("exp", made("mul", X, near(-1))), near(1)))),
            plain("mish", made("mul", X, made("tanh", made("softplus", X)))),
            plain("softsign", made("div", X, made("add", made("abs", X), near(1)))),
            plain("softplus", made("log", made("add", made("exp", X), near(1)))),
            Rule.of(sixthOf(X), (match, last) -> clipped("hard_swish", match, last)),
            Rule.of(sixth(risen()), (match, last) -> clipped("hard_sigmoid", match, last)),
            plain("hard_swish", made("mul", X, made("hard_sigmoid", X))),
            Rule.of(made("maximum", X, made("mul", X, number("slope"))), Activations::leaky));

    private Activations() {}

    static Network apply(Network network) {
        return Rewriting.of(network, RULES);
    }

    private static Rule plain(String layer, Pattern pattern) {
        return Rule.of(
                pattern,
                (match, last) ->
                        Optional.of(NewLayer.of(layer).input(match.value("x")).insteadOf(last)));
    }

    /** Half of x times something, in all orders. */
    private static Pattern half(Pattern factor) {
        return oneOf(halved(made("mul", X, factor)), made("mul", halved(X), factor), made("mul", X, halved(factor)));
    }

    private static Pattern halved(Pattern x) {
        return oneOf(made("mul", x, near(0.5)), made("div", x, near(2)));
    }

    /** {@code 1 + erf(x / sqrt(2))} (Hendrycks and Gimpel, "GELU", 2016). */
    private static Pattern exact() {
        Pattern scaled = oneOf(made("div", X, near(Math.sqrt(2))), made("mul", X, near(Math.sqrt(0.5))));
        return made("add", made("erf", scaled), near(1));
    }

    /** {@code 1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))}, the same paper's approximation. */
    private static Pattern hyperbolic() {
        double root = Math.sqrt(2 / Math.PI);
        Pattern bend = near(0.044715);
        Pattern square = oneOf(made("mul", X, X), made("pow", X, near(2)));
        Pattern cube = oneOf(made("pow", X, near(3)), made("mul", square, X));
        Pattern bent = oneOf(made("mul", cube, bend), made("mul", made("mul", X, bend), square));
        Pattern sum = oneOf(
                made("mul", made("add", X, bent), near(root)),
                made("mul", made("mul", X, near(root)), slope(square, bend)),
                made("mul", X, made("mul", slope(square, bend), near(root))));
        return made("add", made("tanh", sum), near(1));
    }

    /** {@code 1 + 0.044715 x^2}, with x outside. */
    private static Pattern slope(Pattern square, Pattern bend) {
        Pattern product = oneOf(made("mul", square, bend), made("mul", made("mul", X, bend), X));
        return made("add", product, near(1));
    }

    /** {@code x + 3} between 0 and 6. */
    private static Pattern risen() {
        Pattern shifted = made("add", X, near(3));
        return oneOf(made("relu6", shifted), named("clip", "clip", shifted));
    }

    private static Pattern sixth(Pattern x) {
        return oneOf(made("div", x, near(6)), made("mul", x, near(1.0 / 6)));
    }

    private static Pattern sixthOf(Pattern x) {
        return oneOf(sixth(made("mul", x, risen())), made("mul", x, sixth(risen())));
    }

    private static Optional<LayerCall> gelu(String approximate, Match match, LayerCall last) {
        return Optional.of(NewLayer.of("gelu")
                .word("approximate", approximate)
                .input(match.value("x"))
                .insteadOf(last));
    }

    private static Optional<LayerCall> clipped(String layer, Match match, LayerCall last) {
        Map<String, ArgumentValue> bounds = Map.of("min", new ArgumentValue.Real(0), "max", new ArgumentValue.Real(6));
        LayerCall clip = match.call("clip");
        return clip == null || clip.arguments().equals(bounds)
                ? Optional.of(NewLayer.of(layer).input(match.value("x")).insteadOf(last))
                : Optional.empty();
    }

    /** The larger of x and a part of it; a factor above 1 would turn the bend around. */
    private static Optional<LayerCall> leaky(Match match, LayerCall last) {
        double slope = match.number("slope");
        return slope > 0 && slope < 1
                ? Optional.of(NewLayer.of("leaky_relu")
                        .real("negative_slope", slope)
                        .input(match.value("x"))
                        .insteadOf(last))
                : Optional.empty();
    }
}
