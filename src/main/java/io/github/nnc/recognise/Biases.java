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
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Learned numbers that are added behind dense layers and convolutions without a bias, one for each output. */
final class Biases {

    private static final List<String> WINDOWED = List.of("conv", "depthwise", "conv_transpose");

    private static final List<Rule> RULES = rules();

    private Biases() {}

    static Network apply(Network network) {
        return Rewriting.of(network, RULES);
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.add(Rule.of(made("matmul", any("x"), stored("matrix")), Biases::dense));
        rules.add(rule("dense"));
        WINDOWED.forEach(layer -> rules.add(rule(layer)));
        return rules;
    }

    private static Rule rule(String layer) {
        Pattern product = named("product", layer, any("x"));
        return Rule.of(oneOf(made("add", product, stored("bias"))), Biases::biased);
    }

    /** A product with a learned matrix, of which dense layers have the transpose. */
    private static Optional<LayerCall> dense(Match match, LayerCall last) {
        Operand.Constant matrix = match.tensor("matrix");
        int rank = match.value("x").shape().rank();
        boolean second = last.inputs().get(0).equals(match.value("x"));
        if (!second || matrix.extents().size() != 2 || rank < 1 || rank > 2) {
            return Optional.empty();
        }
        return Optional.of(NewLayer.of("dense")
                .whole("units", matrix.extents().get(1))
                .flag("bias", false)
                .input(match.value("x"))
                .tensor("weight", transposed(matrix))
                .insteadOf(last));
    }

    private static Operand.Constant transposed(Operand.Constant matrix) {
        int rows = matrix.extents().get(0).intValue();
        int columns = matrix.extents().get(1).intValue();
        float[] from = matrix.tensor().reals();
        float[] to = new float[from.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[column * rows + row] = from[row * columns + column];
            }
        }
        return new Operand.Constant(matrix.name(), Tensor.ofReals(List.of((long) columns, (long) rows), to));
    }

    private static Optional<LayerCall> biased(Match match, LayerCall last) {
        LayerCall product = match.call("product");
        Shape shape = product.output().shape();
        int axis = product.is("dense") ? shape.rank() - 1 : 0;
        Operand.Constant bias = match.tensor("bias");
        List<Long> wanted = new ArrayList<>(List.of(shape.extent(axis).max()));
        wanted.addAll(Collections.nCopies(shape.rank() - 1 - axis, 1L));
        boolean fits = bias.extents().size() <= shape.rank()
                && Dimensions.trimmed(bias.extents()).equals(Dimensions.trimmed(wanted));
        if (!fits || product.tensors().containsKey("bias")) {
            return Optional.empty();
        }
        return Optional.of(NewLayer.like(product)
                .flag("bias", true)
                .tensor("bias", Dimensions.shaped(bias, wanted.subList(0, 1)))
                .insteadOf(last));
    }
}
