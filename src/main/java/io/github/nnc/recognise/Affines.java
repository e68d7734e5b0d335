package io.github.nnc.recognise;

import static io.github.nnc.recognise.Pattern.any;
import static io.github.nnc.recognise.Pattern.made;
import static io.github.nnc.recognise.Pattern.named;
import static io.github.nnc.recognise.Pattern.oneOf;
import static io.github.nnc.recognise.Pattern.stored;

import io.github.nnc.graph.Tensor;
import io.github.nnc.layer.ArgumentValue;
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

/**
 * Learned numbers behind dense layers and convolutions, one for each output, that are added or multiply: a bias, or a batch
 * norm in steps. They become part of the layer's bias and weight.
 */
final class Affines {

    private static final List<String> WINDOWED = List.of("conv", "depthwise", "conv_transpose");

    private static final List<Rule> RULES = rules();

    private Affines() {}

    static Network apply(Network network) {
        return Rewriting.of(network, RULES);
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.add(Rule.of(made("matmul", any("x"), stored("matrix")), Affines::dense));
        rules.add(rule("dense"));
        WINDOWED.forEach(layer -> rules.add(rule(layer)));
        return rules;
    }

    private static Rule rule(String layer) {
        Pattern product = named("product", layer, any("x"));
        return Rule.of(
                oneOf(
                        made("add", product, stored("numbers")),
                        made("sub", product, stored("numbers")),
                        made("mul", product, stored("numbers")),
                        made("div", product, stored("numbers"))),
                Affines::folded);
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

    private static Optional<LayerCall> folded(Match match, LayerCall last) {
        LayerCall product = match.call("product");
        Shape shape = product.output().shape();
        int axis = product.is("dense") ? shape.rank() - 1 : 0;
        Operand.Constant numbers = match.tensor("numbers");
        List<Long> wanted = new ArrayList<>(List.of(shape.extent(axis).max()));
        wanted.addAll(Collections.nCopies(shape.rank() - 1 - axis, 1L));
        boolean fits = numbers.extents().size() <= shape.rank()
                && Dimensions.trimmed(numbers.extents()).equals(Dimensions.trimmed(wanted))
                && product.tensors().values().stream().allMatch(TensorSource.Stored.class::isInstance);
        if (!fits) {
            return Optional.empty();
        }
        if (last.is("add") || last.is("sub")) {
            return Optional.of(shifted(product, numbers, last).insteadOf(last));
        }
        double[] factors = factors(numbers.tensor(), last.is("div"));
        boolean finite = Arrays.stream(factors).allMatch(Double::isFinite);
        return finite ? Optional.of(scaled(product, factors).insteadOf(last)) : Optional.empty();
    }

    private static double[] factors(Tensor numbers, boolean divisors) {
        double[] factors = new double[numbers.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = divisors ? 1 / (double) numbers.real(i) : numbers.real(i);
        }
        return factors;
    }

    private static NewLayer shifted(LayerCall product, Operand.Constant numbers, LayerCall last) {
        Optional<Operand.Constant> before = learned(product, "bias");
        float[] bias = new float[numbers.tensor().size()];
        for (int i = 0; i < bias.length; i++) {
            float more = numbers.tensor().real(i);
            float old = before.isPresent() ? before.get().tensor().real(i) : 0;
            bias[i] = last.is("add") ? old + more : old - more;
        }
        String name = before.isPresent() ? before.get().name() : numbers.name();
        return NewLayer.like(product).flag("bias", true).tensor("bias", vector(name, bias));
    }

    private static NewLayer scaled(LayerCall product, double[] factors) {
        Operand.Constant weight = learned(product, "weight").orElseThrow();
        float[] weights = weight.tensor().reals().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (weights[i] * factors[output(product, weight.extents(), i)]);
        }
        NewLayer layer = NewLayer.like(product)
                .tensor("weight", new Operand.Constant(weight.name(), Tensor.ofReals(weight.extents(), weights)));
        learned(product, "bias").ifPresent(before -> {
            float[] bias = before.tensor().reals().clone();
            for (int i = 0; i < bias.length; i++) {
                bias[i] = (float) (bias[i] * factors[i]);
            }
            layer.tensor("bias", vector(before.name(), bias));
        });
        return layer;
    }

    /** The output that a weight belongs to; a transposed convolution has them behind each other within each group. */
    private static int output(LayerCall product, List<Long> extents, int at) {
        long inner = extents.subList(1, extents.size()).stream().reduce(1L, Math::multiplyExact);
        long first = at / inner;
        if (!product.is("conv_transpose")) {
            return (int) first;
        }
        long groups = product.arguments().get("groups") instanceof ArgumentValue.Whole whole ? whole.value() : 1;
        long group = first / (extents.get(0) / groups);
        long within = at % inner / (inner / extents.get(1));
        return (int) (group * extents.get(1) + within);
    }

    private static Optional<Operand.Constant> learned(LayerCall product, String tensor) {
        return Optional.ofNullable(product.tensors().get(tensor))
                .map(source -> ((TensorSource.Stored) source).constant());
    }

    private static Operand.Constant vector(String name, float[] numbers) {
        return new Operand.Constant(name, Tensor.ofReals(List.of((long) numbers.length), numbers));
    }
}
