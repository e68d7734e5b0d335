package io.github.nnc.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/** Several values that become one. */
final class JoinRules {

    static final Map<String, Rule> RULES = Map.of(
            "add", fold((a, b) -> a + b),
            "sub", fold((a, b) -> a - b),
            "mul", fold((a, b) -> a * b),
            "div", fold((a, b) -> a / b),
            "maximum", fold(Math::max),
            "minimum", fold(Math::min),
            "concat",
                    Rule.of(at -> concat(
                            at.inputs(),
                            (int) at.arguments().optionalWhole("axis").orElse(0),
                            at.shape())),
            "matmul", Rule.of(at -> matmul(at.inputs().get(0), at.inputs().get(1), at.shape())));

    private JoinRules() {}

    private static Rule fold(DoubleBinaryOperator operator) {
        return Rule.of(at -> {
            OptionalDouble number = at.arguments().optionalReal("number");
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

    private static Tensor matmul(Tensor a, Tensor b, int[] shape) {
        Tensor result = new Tensor(shape, new double[Tensor.size(shape)]);
        int rank = shape.length;
        for (int at = 0; at < result.data().length; at++) {
            int[] left = result.indices(at);
            int[] right = result.indices(at);
            if (rank == 3) {
                left[0] = a.shape()[0] == 1 ? 0 : left[0];
                right[0] = b.shape()[0] == 1 ? 0 : right[0];
            }
            for (int k = 0; k < a.shape()[rank - 1]; k++) {
                left[rank - 1] = k;
                right[rank - 2] = k;
                result.data()[at] += a.at(left) * b.at(right);
            }
        }
        return result;
    }
}
