package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products of matrices. */
final class ProductRules {

    static final Map<String, OperatorRule> RULES = Map.of(
            "MatMul", OperatorRule.of(ProductRules::matmul),
            "Gemm", OperatorRule.of(ProductRules::gemm),
            "Einsum", OperatorRule.of(ProductRules::einsum));

    private ProductRules() {}

    /** {@code alpha * A * B + beta * C}, A and B as they are or transposed. */
    private static Operand gemm(OperatorCall call) {
        Layers layers = call.layers();
        call.ignore("broadcast");
        boolean leftTurned = call.flag("transA", false);
        boolean rightTurned = call.flag("transB", false);
        double alpha = call.real("alpha", 1);
        double beta = call.real("beta", 1);
        Operand left = leftTurned ? layers.permute(call.input(0), List.of(1, 0)) : call.input(0);
        Operand weight = rightTurned ? call.input(1) : layers.permute(call.input(1), List.of(1, 0));
        Optional<Operand> summand = call.optional(2).filter(c -> beta != 0);
        boolean plain = alpha == 1 && summand.isEmpty();
        boolean biased = alpha == 1
                && beta == 1
                && summand.filter(c -> isBias(c, weight)).isPresent();
        if (weight instanceof Operand.Constant && (plain || biased)) {
            return dense(layers, layers.flowing(left), weight, summand);
        }
        Operand product = weight instanceof Operand.Constant
                ? dense(layers, layers.flowing(left), weight, Optional.empty())
                : product(layers, left, layers.permute(weight, List.of(1, 0)));
        Operand scaled = alpha == 1 ? product : layers.join("mul", product, Layers.number(alpha));
        if (summand.isEmpty()) {
            return scaled;
        }
        return layers.join(
                "add", scaled, beta == 1 ? summand.get() : layers.join("mul", summand.get(), Layers.number(beta)));
    }

    private static boolean isBias(Operand summand, Operand weight) {
        return summand instanceof Operand.Constant bias
                && bias.tensor().size() == ((Operand.Constant) weight).extents().get(0);
    }

    /** A dense layer; the weight has a row for each output. */
    static Flowing dense(Layers layers, Flowing x, Operand weight, Optional<Operand> bias) {
        if (x.isBatched() && x.batch() == x.rank() - 1) {
            throw new MixesBatch(layers.origin());
        }
        LayerBuilder dense = layers.layer("dense")
                .whole("units", layers.fixed(weight, "the weight").get(0))
                .flag("bias", bias.isPresent())
                .tensor("weight", weight)
                .input(x)
                .batch(x.batch());
        bias.ifPresent(summand -> dense.tensor("bias", summand));
        return dense.one();
    }

    private static Operand einsum(OperatorCall call) {
        Layers layers = call.layers();
        List<Operand> operands = call.operands();
        Equation equation = Equation.parse(
                call.text("equation", ""), operands.stream().map(layers::rank).toList());
        return new EinsteinSum(layers).of(equation, operands);
    }

    private static Operand matmul(OperatorCall call) {
        Layers layers = call.layers();
        Operand right = call.input(1);
        if (right instanceof Operand.Constant weight
                && weight.extents().size() == 2
                && call.input(0) instanceof Flowing x
                && (x.shape().rank() == 1 || x.shape().rank() == 2)) {
            return dense(layers, x, layers.permute(weight, List.of(1, 0)), Optional.empty());
        }
        return product(layers, call.input(0), right);
    }

    /** The product of stacks of matrices; where there is a batch, it is one of the stack's dimensions, or the rows. */
    static Flowing product(Layers layers, Operand left, Operand right) {
        Flowing first = layers.flowing(left);
        Flowing second = layers.flowing(right);
        int rank = Math.max(first.rank(), second.rank());
        int place = Math.max(place(first, rank), place(second, rank));
        boolean rows = place >= 0 && place == rank - 2;
        boolean mixes = second.isBatched() && (rows || place(second, rank) != place)
                || first.isBatched() && place(first, rank) != place
                || rows && second.rank() > 2
                || place == rank - 1;
        if (place >= 0 && mixes) {
            throw new MixesBatch(layers.origin());
        }
        return layers.layer("matmul")
                .input(rows ? first : unstacked(layers, first, place, rank))
                .input(rows ? second : unstacked(layers, second, place, rank))
                .batch(place)
                .one();
    }

    /** Where the batch stands in a product of so many dimensions; -1 where there is none. */
    private static int place(Flowing x, int rank) {
        return x.isBatched() ? x.batch() + rank - x.rank() : -1;
    }

    /** What has no batch has no dimension at its place either. */
    private static Flowing unstacked(Layers layers, Flowing x, int place, int rank) {
        int own = place - (rank - x.rank());
        return place < 0 || x.isBatched() || own < 0 ? x : layers.flowing(layers.squeeze(x, own));
    }
}
