package io.github.nnc.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/** Several values that become one. */
final class JoinRules {

    static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("add", fold((a, b) -> a + b)),
            Map.entry("sub", fold((a, b) -> a - b)),
            Map.entry("mul", fold((a, b) -> a * b)),
            Map.entry("div", fold((a, b) -> a / b)),
            Map.entry("pow", fold(Math::pow)),
            Map.entry("maximum", fold(Math::max)),
            Map.entry("minimum", fold(Math::min)),
            Map.entry("greater", fold((a, b) -> a > b ? 1 : 0)),
            Map.entry("greater_equal", fold((a, b) -> a >= b ? 1 : 0)),
            Map.entry("less", fold((a, b) -> a < b ? 1 : 0)),
            Map.entry("less_equal", fold((a, b) -> a <= b ? 1 : 0)),
            Map.entry("equal", fold((a, b) -> a == b ? 1 : 0)),
            Map.entry("not_equal", fold((a, b) -> a == b ? 0 : 1)),
            Map.entry("where", Rule.of(JoinRules::where)),
            Map.entry("masked_fill", Rule.of(JoinRules::maskedFill)),
            Map.entry(
                    "concat",
                    Rule.of(at -> concat(
                            at.inputs(),
                            (int) at.arguments().optionalWhole("axis").orElse(0),
                            at.shape()))),
            Map.entry(
                    "matmul",
                    Rule.of(at -> matmul(at.inputs().get(0), at.inputs().get(1), at.shape()))));

    private JoinRules() {}

    private static Rule fold(DoubleBinaryOperator operator) {
        return Rule.of(at -> {
            OptionalDouble number = at.arguments()
                    .optionalReal(at.arguments().values().containsKey("exponent") ? "exponent" : "number");
            return number.isPresent()
                    ? new Tensor(
                            at.shape(),
                            Arrays.stream(at.x().data())
                                    .map(x -> operator.applyAsDouble(x, (float) number.getAsDouble()))
                                    .toArray())
                    : fold(at.inputs(), at.shape(), operator);
        });
    }

    private static Tensor fold(List<Tensor> inputs, int[] shape, DoubleBinaryOperator operator) {
        Tensor result = new Tensor(shape, new double[Tensor.size(shape)]);
        for (int at = 0; at < result.data().length; at++) {
            int[] indices = result.indices(at);
            double value = stretched(inputs.get(0), indices);
            for (Tensor next : inputs.subList(1, inputs.size())) {
                value = operator.applyAsDouble(value, stretched(next, indices));
            }
            result.data()[at] = value;
        }
        return result;
    }

    private static Tensor where(Rule.Application at) {
        Tensor result = at.result();
        for (int i = 0; i < result.data().length; i++) {
            int[] indices = result.indices(i);
            Tensor chosen = at.inputs().get(stretched(at.x(), indices) != 0 ? 1 : 2);
            result.data()[i] = stretched(chosen, indices);
        }
        return result;
    }

    private static Tensor maskedFill(Rule.Application at) {
        Tensor mask = at.inputs().get(at.arguments().input("mask").orElseThrow());
        Tensor result = at.result();
        for (int i = 0; i < result.data().length; i++) {
            int[] indices = result.indices(i);
            boolean covered = stretched(mask, indices) != 0;
            result.data()[i] = covered ? (float) at.arguments().real("value") : stretched(at.x(), indices);
        }
        return result;
    }

    private static double stretched(Tensor x, int[] indices) {
        int[] own = indices.clone();
        for (int d = 0; d < own.length; d++) {
            own[d] = x.shape()[d] == 1 ? 0 : own[d];
        }
        return x.at(own);
    }

    private static Tensor concat(List<Tensor> inputs, int axis, int[] shape) {
        int along = axis < 0 ? axis + shape.length : axis;
        Tensor result = new Tensor(shape, new double[Tensor.size(shape)]);
        for (int at = 0; at < result.data().length; at++) {
            int[] indices = result.indices(at);
            int which = 0;
            while (indices[along] >= inputs.get(which).shape()[along]) {
                indices[along] -= inputs.get(which).shape()[along];
                which++;
            }
            result.data()[at] = inputs.get(which).at(indices);
        }
        return result;
    }

    /** Every stack and vector as a stack of matrices of equal rank; the product's own dimensions are found in its shape. */
    private static Tensor matmul(Tensor a, Tensor b, int[] shape) {
        int rank = Math.max(2, Math.max(a.rank(), b.rank()));
        Tensor left = a.rank() == 1 ? matrices(a, rank, 1, a.shape()[0]) : matrices(a, rank, 0, 0);
        Tensor right = b.rank() == 1 ? matrices(b, rank, b.shape()[0], 1) : matrices(b, rank, 0, 0);
        int[] whole = new int[rank];
        for (int d = 0; d < rank; d++) {
            whole[d] = Math.max(left.shape()[d], right.shape()[d]);
        }
        whole[rank - 2] = left.shape()[rank - 2];
        whole[rank - 1] = right.shape()[rank - 1];
        Tensor product = new Tensor(whole, new double[Tensor.size(whole)]);
        for (int at = 0; at < product.data().length; at++) {
            int[] indices = product.indices(at);
            for (int k = 0; k < left.shape()[rank - 1]; k++) {
                product.data()[at] += element(left, indices, rank - 1, k) * element(right, indices, rank - 2, k);
            }
        }
        return new Tensor(shape, product.data());
    }

    /** With dimensions of 1 in front; rows and columns are given for a vector. */
    private static Tensor matrices(Tensor x, int rank, int rows, int columns) {
        int[] shape = new int[rank];
        Arrays.fill(shape, 1);
        if (rows > 0) {
            shape[rank - 2] = rows;
            shape[rank - 1] = columns;
        } else {
            System.arraycopy(x.shape(), 0, shape, rank - x.rank(), x.rank());
        }
        return new Tensor(shape, x.data());
    }

    private static double element(Tensor x, int[] product, int along, int k) {
        int[] indices = product.clone();
        indices[along] = k;
        return stretched(x, indices);
    }
}
