package io.github.nnc.testing;

import io.github.nnc.layer.Arguments;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Extent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Computes a checked model with plain loops in double precision. It shares nothing with the compiler but the model: what a
 * layer means is written here a second time, by the layer's name and arguments.
 */
public final class Evaluator {

    private final Map<String, Tensor> weights;
    private final Map<Value, Tensor> values = new HashMap<>();

    private Evaluator(Map<String, Tensor> weights) {
        this.weights = weights;
    }

    /**
     * The outputs in the model's order.
     *
     * @param weights by the tensors' names
     * @param inputs in the model's order
     */
    public static List<Tensor> outputs(Model model, Map<String, Tensor> weights, List<Tensor> inputs) {
        Evaluator evaluator = new Evaluator(weights);
        for (int i = 0; i < inputs.size(); i++) {
            evaluator.values.put(model.inputs().get(i).value(), inputs.get(i));
        }
        model.nodes().forEach(evaluator::compute);
        return model.outputs().stream()
                .map(output -> evaluator.values.get(output.value()))
                .toList();
    }

    private void compute(Node node) {
        List<Tensor> inputs = node.inputs().stream().map(values::get).toList();
        Value output = node.outputs().get(0);
        int[] shape = output.type().shape().extents().stream()
                .mapToInt(Evaluator::length)
                .toArray();
        Tensor result = compute(node, inputs, shape);
        if (!Arrays.equals(result.shape(), shape)) {
            throw new IllegalStateException(node.path() + " has another shape than the model says");
        }
        values.put(output, result);
    }

    private static int length(Extent extent) {
        if (!extent.isFixed()) {
            throw new IllegalArgumentException("the length " + extent + " varies");
        }
        return (int) extent.max();
    }

    private Tensor compute(Node node, List<Tensor> inputs, int[] shape) {
        Arguments given = node.arguments();
        Tensor x = inputs.get(0);
        return switch (node.type().name()) {
            case "dense" -> dense(node, x);
            case "flatten", "reshape", "dropout", "identity" -> new Tensor(shape, x.data());
            case "softmax" -> softmax(x, (int) given.optionalWhole("axis").orElse(-1), false);
            case "log_softmax" -> softmax(x, (int) given.optionalWhole("axis").orElse(-1), true);
            case "add" -> fold(inputs, shape, (a, b) -> a + b);
            case "sub" -> fold(inputs, shape, (a, b) -> a - b);
            case "mul" -> fold(inputs, shape, (a, b) -> a * b);
            case "div" -> fold(inputs, shape, (a, b) -> a / b);
            case "maximum" -> fold(inputs, shape, Math::max);
            case "minimum" -> fold(inputs, shape, Math::min);
            case "concat" -> concat(inputs, (int) given.optionalWhole("axis").orElse(0), shape);
            case "matmul" -> matmul(inputs.get(0), inputs.get(1), shape);
            default ->
                Activations.find(node.type().name(), given)
                        .map(activation -> map(x, activation))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "what does " + node.type().name() + " compute?"));
        };
    }

    private static Tensor map(Tensor x, DoubleUnaryOperator activation) {
        double[] y = new double[x.data().length];
        for (int i = 0; i < y.length; i++) {
            y[i] = activation.applyAsDouble(x.data()[i]);
        }
        return new Tensor(x.shape(), y);
    }

    private Tensor tensor(Node node, String name) {
        Node.TensorUse use = node.tensors().get(name);
        Tensor stored = weights.get(use.tensor().name());
        if (!use.transposed()) {
            return stored;
        }
        Tensor turned = new Tensor(new int[] {stored.shape()[1], stored.shape()[0]}, new double[stored.data().length]);
        for (int i = 0; i < stored.shape()[0]; i++) {
            for (int j = 0; j < stored.shape()[1]; j++) {
                turned.data()[turned.offset(j, i)] = stored.at(i, j);
            }
        }
        return turned;
    }

    private Tensor dense(Node node, Tensor x) {
        Tensor weight = tensor(node, "weight");
        int units = weight.shape()[0];
        int in = weight.shape()[1];
        int rows = x.data().length / in;
        int[] shape = x.shape().clone();
        shape[shape.length - 1] = units;
        double[] y = new double[rows * units];
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < units; unit++) {
                double sum =
                        node.arguments().flag("bias") ? tensor(node, "bias").at(unit) : 0;
                for (int i = 0; i < in; i++) {
                    sum += weight.at(unit, i) * x.data()[row * in + i];
                }
                y[row * units + unit] = sum;
            }
        }
        return new Tensor(shape, y);
    }

    private static Tensor softmax(Tensor x, int axis, boolean logarithm) {
        int along = axis < 0 ? axis + x.rank() : axis;
        double[] y = new double[x.data().length];
        for (int at = 0; at < y.length; at++) {
            int[] indices = x.indices(at);
            double sum = 0;
            for (int i = 0; i < x.shape()[along]; i++) {
                indices[along] = i;
                sum += Math.exp(x.at(indices) - x.data()[at]);
            }
            y[at] = logarithm ? -logOf(x, at, along) : 1 / sum;
        }
        return new Tensor(x.shape(), y);
    }

    /** log(sum of exp(other - own)): by how much a number lies below the logarithm of the sum along its line. */
    private static double logOf(Tensor x, int at, int along) {
        int[] indices = x.indices(at);
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.shape()[along]; i++) {
            indices[along] = i;
            largest = Math.max(largest, x.at(indices));
        }
        double sum = 0;
        for (int i = 0; i < x.shape()[along]; i++) {
            indices[along] = i;
            sum += Math.exp(x.at(indices) - largest);
        }
        return largest - x.data()[at] + Math.log(sum);
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
