package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.lower.Lower;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Evaluator;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lengths that each call decides, wherever they stand in a shape and however they meet. */
class VaryingLengthsTest {

    private static final List<String> NETWORKS = List.of(
            "input (n x 6); transpose; relu",
            "input (6 x n); mul 2; transpose; dense 3; transpose",
            "input (6 x n); softmax; sub 0.5",
            "input (6 x n); softmax axis=0; tanh",
            "a: input (n x 6); b: input (6 x n); transpose; add a; dense 4",
            "x: input (n x 6); q: dense 4; from x; k: dense 4; transpose; kt: identity; from q; matmul kt; softmax;"
                    + " w: identity; from x; v: dense 5; from w; matmul v",
            "a: input (n x 4); b: input (m x 4); transpose; bt: identity; from a; matmul bt; log_softmax",
            "a: input (n x 4); b: input (m x 4); from a; attention 2 memory=b",
            "x: input (n x 4); y: transpose; z: reshape (2 x 2 x n); w: mean axis=2; output y, z, w",
            "input (n x 6); reshape (n x 2 x 3); permute 1,0,2; reshape (2 x n x 3); permute 1,0,2; reshape (n x 6)",
            "input (2 x n x 3); relu; reshape (2 x n x 3); unsqueeze 0; squeeze 0",
            "input n tokens=7; embedding 4; rnn: lstm 3; add < dense 2 | dense 2 tanh >",
            "x: input n tokens=7; embedding 4; t: transpose; from x; embedding 4; y: add < from t; transpose | >;"
                    + " output t, y",
            "a: input (2 x n); b: input (3 x n); concat a axis=0; transpose; dense 2",
            "ids: input n tokens=5; mask: input (n x n); from ids; embedding 4; attention 2 mask=mask",
            "ids: input n tokens=5; table: input (m x n x 2); x: permute 2,1,0; from ids; y: embedding 3; output x, y",
            "x: input (n x 4); pos: parameter 1x4; add x; div 2; minimum 0.5",
            "input (n x 4); slice end=3 axis=1; transpose; abs",
            "x: input (n x 4); mask: input (1 x n); from x; attention 2 causal mask=mask");

    private static String text(int index) {
        return "const n = 2..9; const m = ..5; model varying" + index + " < " + NETWORKS.get(index) + " >";
    }

    @Test
    void areTakenFromEachCall() {
        List<CompiledNetwork.Weighted> weighted = new ArrayList<>();
        for (int i = 0; i < NETWORKS.size(); i++) {
            Model model = Networks.model(text(i));
            weighted.add(new CompiledNetwork.Weighted(model, Networks.weights(model, i)));
        }
        List<CompiledNetwork> compiled = CompiledNetwork.all(weighted);
        for (int i = 0; i < NETWORKS.size(); i++) {
            CompiledNetwork.Weighted each = weighted.get(i);
            Networks.Interpreted passed = new Networks.Interpreted(Lower.program(each.model()), each.weights());
            for (ToLongFunction<Extent> lengths : lengths()) {
                List<Tensor> inputs = inputs(each.model(), lengths);
                List<double[]> expected = Evaluator.outputs(each.model(), each.weights(), inputs).stream()
                        .map(Tensor::data)
                        .toList();
                agree(NETWORKS.get(i), expected, passed.call(inputs));
                agree(NETWORKS.get(i), expected, compiled.get(i).simple(inputs));
                agree(NETWORKS.get(i), expected, compiled.get(i).inPlace(inputs));
            }
        }
    }

    private static List<ToLongFunction<Extent>> lengths() {
        return Stream.<ToLongFunction<Extent>>of(Extent::min, Extent::max, extent -> (extent.min() + extent.max()) / 2)
                .toList();
    }

    private static List<Tensor> inputs(Model model, ToLongFunction<Extent> lengths) {
        Map<Extent, Integer> chosen = new HashMap<>();
        Random random = new Random(7);
        List<Tensor> inputs = new ArrayList<>();
        for (Model.Input input : model.inputs()) {
            TensorType type = input.value().type();
            int[] shape = type.shape().extents().stream()
                    .mapToInt(extent -> chosen.computeIfAbsent(extent, e -> (int) lengths.applyAsLong(e)))
                    .toArray();
            double[] data = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            Arrays.setAll(
                    data,
                    i -> type.isIds()
                            ? random.nextInt((int) type.vocabulary().getAsLong())
                            : random.nextFloat() * 4 - 2);
            inputs.add(new Tensor(shape, data));
        }
        return inputs;
    }

    private static void agree(String text, List<double[]> expected, List<double[]> actual) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Agreement.TENSOR.difference(actual.get(i), expected.get(i)))
                    .as("output " + i + " of " + text)
                    .isEmpty();
        }
    }
}
