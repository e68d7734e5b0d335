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

/** Means of whole channels, which stay images of one place each in squeeze-and-excitation. */
final class Pools {

    private static final ArgumentValue ONE_PLACE = new ArgumentValue.Sizes(List.of(1L));

    private static final List<Rule> RULES = List.of(
            Rule.of(made("reshape", made("global_avgpool", any("x"))), Pools::kept),
            Rule.of(made("mean", any("x")), Pools::global));

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
                        .with("size", ONE_PLACE)
                        .input(match.value("x"))
                        .insteadOf(last))
                : Optional.empty();
    }

    /** The mean of an image or a volume over all but its channels. */
    private static Optional<LayerCall> global(Match match, LayerCall last) {
        Shape shape = match.value("x").shape();
        int first = Dimensions.firstOfLast(last, shape);
        if (shape.rank() < 3 || shape.rank() > 4 || first != 1) {
            return Optional.empty();
        }
        NewLayer mean = Dimensions.keeps(last)
                ? NewLayer.of("adaptive_avgpool").with("size", ONE_PLACE)
                : NewLayer.of("global_avgpool");
        return Optional.of(mean.input(match.value("x")).insteadOf(last));
    }
}
