package io.github.nnc.testing;

import io.github.nnc.layer.Arguments;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The activations as their papers write them, in double precision. */
final class Activations {

    private Activations() {}

    /** Empty where no activation has the name. */
    static Optional<DoubleUnaryOperator> find(String name, Arguments given) {
        return Optional.ofNullable(
                switch (name) {
                    case "linear" -> x -> x;
                    case "relu" -> x -> Math.max(x, 0);
                    case "relu6" -> x -> clamp(x, 0, 6);
                    case "leaky_relu" -> x -> x > 0 ? x : x * given.real("negative_slope");
                    case "elu" -> x -> x > 0 ? x : given.real("alpha") * (Math.exp(x) - 1);
                    case "selu" -> x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.exp(x) - 1));
                    case "celu" -> x -> celu(x, given.real("alpha"));
                    case "gelu" -> given.word("approximate").equals("tanh") ? Activations::tanhGelu : Activations::gelu;
                    case "silu" -> x -> x * sigmoid(x);
                    case "mish" -> x -> x * Math.tanh(Math.log(1 + Math.exp(x)));
                    case "sigmoid" -> Activations::sigmoid;
                    case "tanh" -> Math::tanh;
                    case "hard_sigmoid" -> x -> clamp(x / 6 + 0.5, 0, 1);
                    case "hard_swish" -> x -> x * clamp(x / 6 + 0.5, 0, 1);
                    case "hard_tanh" -> x -> clamp(x, given.real("min_val"), given.real("max_val"));
                    case "softplus" -> x -> softplus(x, given.real("beta"), given.real("threshold"));
                    case "softsign" -> x -> x / (1 + Math.abs(x));
                    default -> null;
                });
    }

    private static double clamp(double x, double least, double most) {
        return Math.min(Math.max(x, least), most);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double celu(double x, double alpha) {
        return Math.max(0, x) + Math.min(0, alpha * (Math.exp(x / alpha) - 1));
    }

    private static double gelu(double x) {
        return x / 2 * (1 + ErrorFunction.erf(x / Math.sqrt(2)));
    }

    private static double tanhGelu(double x) {
        return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * Math.pow(x, 3))));
    }

    private static double softplus(double x, double beta, double threshold) {
        double scaled = x * beta;
        return scaled > threshold || scaled > 700 ? x : Math.log(1 + Math.exp(scaled)) / beta;
    }
}
