package io.github.nnc.testing;

import io.github.nnc.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layers that compute functions, of few values and of many, where their arguments are very large, small or negative. */
class ExtremeValuesTest {

    private static final List<String> FUNCTIONS = List.of(
            "exp",
            "log",
            "sigmoid",
            "silu",
            "tanh",
            "gelu",
            "gelu approximate=tanh",
            "elu",
            "elu 0.3",
            "selu",
            "celu",
            "celu 0.7",
            "leaky_relu",
            "prelu",
            "softplus",
            "mish",
            "hard_tanh",
            "softmax",
            "log_softmax");

    private static final double[] EXTREMES = {
        0, 1e-38, -1e-38, 1e-20, -1e-20, 1e-8, -1e-8, 1e-4, -1e-4, 0.3, -0.3, 0.7, -0.7, 1, -1, 3, -3, 5.9, -5.9, 9.1,
        -9.1, 17, -17, 25, -25, 87, -87, 88.5, -88.5, 89, -100, 103, -104, 110, -110, 1e4, -1e4, 1e10, -1e10, 1e20,
        -1e20, 3e38, -3e38
    };

    @TestFactory
    Stream<DynamicTest> agreeWithTheEvaluator() {
        return FUNCTIONS.stream()
                .flatMap(function -> Stream.of(4, 40, 300)
                        .map(width -> DynamicTest.dynamicTest(
                                function + " of " + width, () -> check("input " + width + "; " + function, EXTREMES))));
    }

    /** What a function is applied to is a sum, which the function may depend on in more places than one. */
    @TestFactory
    Stream<DynamicTest> agreeBehindSums() {
        double[] moderate = {0, 0.1, -0.1, 1, -2, 3, -4, 10, -15, 20};
        return FUNCTIONS.stream()
                .filter(function -> !function.equals("log"))
                .flatMap(function -> Stream.of("input 5x6; dense 20; ", "input 3x7x6; conv 8 3 padding=1; ")
                        .filter(before -> !function.contains("softmax") || before.contains("dense"))
                        .map(before ->
                                DynamicTest.dynamicTest(before + function, () -> check(before + function, moderate))));
    }

    private static void check(String body, double[] values) {
        Model model = Networks.model("model m < " + body + " >");
        Map<String, Tensor> weights = Networks.weights(model, 1);
        CompiledNetwork network = CompiledNetwork.of(model, weights);
        for (int call = 0; call < 3; call++) {
            Random random = new Random(call);
            List<Tensor> inputs = new ArrayList<>();
            for (Tensor drawn : Networks.inputs(model, call)) {
                inputs.add(new Tensor(
                        drawn.shape(),
                        random.ints(drawn.data().length, 0, values.length)
                                .mapToDouble(at -> (float) values[at])
                                .toArray()));
            }
            double[] expected = Evaluator.outputs(model, weights, inputs).get(0).data();
            double[] actual = network.simple(inputs).get(0);
            for (int i = 0; i < expected.length; i++) {
                if (!isClose(actual[i], expected[i])) {
                    throw new AssertionError(body + " of "
                            + inputs.get(0).data()[Math.min(i, inputs.get(0).data().length - 1)] + " at " + i + " is "
                            + expected[i] + ", not " + actual[i]);
                }
            }
        }
    }

    private static boolean isClose(double actual, double expected) {
        if (Double.isNaN(expected) || Double.isInfinite(actual)) {
            return Double.compare(actual, (float) expected) == 0;
        }
        return Math.abs(actual - expected) <= 1e-6 + 1e-5 * Math.abs(expected);
    }
}
