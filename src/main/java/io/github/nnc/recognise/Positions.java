package io.github.nnc.recognise;

import static io.github.nnc.recognise.Pattern.any;
import static io.github.nnc.recognise.Pattern.made;
import static io.github.nnc.recognise.Pattern.stored;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Operand;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** A learned row for each place, which is added to what an embedding makes of tokens. */
final class Positions {

    private static final Pattern SUM = made("add", any("tokens"), stored("table"));

    private Positions() {}

    static Network apply(Network network) {
        Links links = new Links(network);
        return Rewriting.of(
                network, List.of(Rule.of(SUM, (match, last) -> position(match.value("tokens"), match, last, links))));
    }

    private static Optional<LayerCall> position(Value tokens, Match match, LayerCall last, Links links) {
        Shape shape = tokens.shape();
        Operand.Constant table = match.tensor("table");
        boolean fits = links.maker(tokens).filter(call -> call.is("embedding")).isPresent()
                && shape.rank() == 2
                && last.output().shape().equals(shape)
                && Dimensions.isPerPlace(table, shape.extents(), 2);
        return fits
                ? Optional.of(NewLayer.of("position")
                        .input(tokens)
                        .tensor("weight", Dimensions.shaped(table, Dimensions.sizes(shape.extents())))
                        .insteadOf(last))
                : Optional.empty();
    }
}
