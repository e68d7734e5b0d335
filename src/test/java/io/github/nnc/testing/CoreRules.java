package io.github.nnc.testing;

import java.util.Map;

/** Dense layers, the softmax family, and layers that leave their numbers alone. */
final class CoreRules {

    static final Map<String, Rule> RULES = Map.of(
            "dense", Rule.of(CoreRules::dense),
            "flatten", Rule.of(CoreRules::unchanged),
            "reshape", Rule.of(CoreRules::unchanged),
            "dropout", Rule.of(CoreRules::unchanged),
            "identity", Rule.of(CoreRules::unchanged),
            "parameter", Rule.of(at -> at.tensor("")),
            "softmax", Rule.of(at -> softmax(at, false)),
            "log_softmax", Rule.of(at -> softmax(at, true)));

    private CoreRules() {}

    private static Tensor unchanged(Rule.Application at) {
        return new Tensor(at.shape(), at.x().data());
    }

    private static Tensor dense(Rule.Application at) {
        Tensor x = at.x();
        Tensor weight = at.tensor("weight");
        int units = weight.shape()[0];
        int in = weight.shape()[1];
        int rows = x.data().length / in;
        double[] y = new double[rows * units];
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < units; unit++) {
                double sum = at.arguments().flag("bias") ? at.tensor("bias").at(unit) : 0;
                for (int i = 0; i < in; i++) {
                    sum += weight.at(unit, i) * x.data()[row * in + i];
                }
                y[row * units + unit] = sum;
            }
        }
        return new Tensor(at.shape(), y);
    }

    private static Tensor softmax(Rule.Application at, boolean logarithm) {
        return softmax(at.x(), (int) at.arguments().optionalWhole("axis").orElse(-1), logarithm);
    }

    static Tensor softmax(Tensor x, int axis, boolean logarithm) {
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
}
