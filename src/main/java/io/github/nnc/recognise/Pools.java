package io.github.nnc.recognise;

import static io.github.nnc.recognise.Pattern.any;
import static io.github.nnc.recognise.Pattern.made;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Means of whole channels that stay images of one place each, as squeeze-and-excitation has them. */
final class Pools {

    private static final List<Rule> RULES =
            List.of(Rule.of(made("reshape", made("global_avgpool", any("x"))), Pools::kept));

    private Pools() {}

    static Network apply(Network network) {
        return Rewriting.of(network, RULES);
    }

    private static Optional<LayerCall> kept(Match match, LayerCall last) {
        Shape from = match.value("x").shape();
        Shape to = last.output().shape();
        boolean places = from.rank() > 2
                && to.rank() == from.rank()
                && to.extent(0).equals(from.extent(0))
                && to.extents().stream().skip(1).allMatch(Extent.of(1)::equals);
        return places
                ? Optional.of(NewLayer.of("adaptive_avgpool")
                        .with("size", new ArgumentValue.Sizes(List.of(1L)))
                        .input(match.value("x"))
                        .insteadOf(last))
                : Optional.empty();
    }
}
