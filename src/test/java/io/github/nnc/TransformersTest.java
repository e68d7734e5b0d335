package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.model.Model;
import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Evaluator;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.ReferenceCase;
import io.github.nnc.testing.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transformers of the reference vectors at every length, one after another from one class. */
class TransformersTest {

    private static ReferenceCase reference(String name) {
        return ReferenceCase.all().stream()
                .filter(each ->
                        each.file().equals("transformers") && each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Tensor> inputs(ReferenceCase reference) {
        return reference.calls().get(0).inputs();
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "encoder_norm_first", "translator", "bert", "gpt2", "llama"})
    void growTokenByToken(String name) {
        ReferenceCase full = reference(name);
        Model model = Networks.model(full.text());
        CompiledNetwork network = CompiledNetwork.of(model, full.weights());
        int longest = inputs(full).get(inputs(full).size() - 1).shape()[0];
        for (int tokens = 1; tokens <= longest; tokens++) {
            int count = tokens;
            List<Tensor> inputs =
                    inputs(full).stream().map(input -> beginning(input, count)).toList();
            List<Tensor> expected = Evaluator.outputs(model, full.weights(), inputs);
            for (List<double[]> actual : List.of(network.simple(inputs), network.inPlace(inputs))) {
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(Agreement.TENSOR.difference(
                                    actual.get(i), expected.get(i).data()))
                            .as("output " + i + " of " + tokens + " tokens")
                            .isEmpty();
                }
            }
        }
    }

    /** What a causal network says of a token does not depend on what follows. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama"})
    void doNotSeeTheFuture(String name) {
        ReferenceCase full = reference(name);
        CompiledNetwork network = CompiledNetwork.of(Networks.model(full.text()), full.weights());
        double[] all = network.simple(inputs(full)).get(0);
        int tokens = inputs(full).get(0).shape()[0];
        for (int count = 1; count < tokens; count++) {
            double[] some = network.simple(List.of(beginning(inputs(full).get(0), count)))
                    .get(0);
            double[] same = Arrays.copyOf(all, some.length);
            assertThat(Agreement.TENSOR.difference(some, same)).isEmpty();
        }
    }

    /** As many tokens as there are, or the first ones. */
    private static Tensor beginning(Tensor tensor, int count) {
        int[] shape = tensor.shape().clone();
        int row = tensor.data().length / shape[0];
        shape[0] = Math.min(shape[0], count);
        return new Tensor(shape, Arrays.copyOf(tensor.data(), shape[0] * row));
    }

    @Test
    void refuseWhatIsNoToken() {
        ReferenceCase bert = reference("bert");
        CompiledNetwork network = CompiledNetwork.of(Networks.model(bert.text()), bert.weights());
        assertThatThrownBy(() -> network.simple(List.of(ids(3, 9), ids(0, 1))))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("words[1] is 9, but must be 0 to 8");
        assertThatThrownBy(() -> network.simple(List.of(ids(3, 8), ids(-1, 1))))
                .hasRootCauseMessage("segments[0] is -1, but must be 0 to 1");
        assertThatThrownBy(() -> network.simple(List.of(ids(3, 8), ids(0))))
                .hasRootCauseMessage("segments has length 1, but needs 2");
        assertThatThrownBy(() -> network.simple(List.of(ids(new int[7]), ids(new int[7]))))
                .hasRootCauseMessage("n is 7, but must be 1 to 6");
    }

    /** As PyTorch documents of a row that is masked as a whole; other tokens are not touched by it. */
    @Test
    void makeNaNOfATokenThatSeesNothing() {
        Model model =
                Networks.model("model m < x: input 3x4; hidden: input 3; from x; attention 2 causal mask=hidden >");
        CompiledNetwork network = CompiledNetwork.of(model, Networks.weights(model, 1));
        Tensor x = Networks.inputs(model, 2).get(0);
        double[] y = network.simple(List.of(x, new Tensor(new int[] {3}, new double[] {1, 0, 0})))
                .get(0);
        assertThat(Arrays.copyOf(y, 4)).containsOnly(Double.NaN);
        assertThat(Arrays.copyOfRange(y, 4, 12)).doesNotContain(Double.NaN);
    }

    /** A row that is added for all tokens does what a matrix does that has it in every row. */
    @Test
    void addARowToTheScoresOfAllTokens() {
        Tensor x = new Tensor(new int[] {3, 4}, new Random(5).doubles(12).toArray());
        List<double[]> results = new ArrayList<>();
        for (int rows : new int[] {1, 3}) {
            double[] mask = new double[3 * rows];
            Arrays.setAll(mask, i -> i % 3 - 1.5);
            Model model = Networks.model(
                    "model m < x: input 3x4; mask: input " + rows + "x3; from x; attention 2 mask=mask >");
            CompiledNetwork network = CompiledNetwork.of(model, Networks.weights(model, 1));
            results.add(network.simple(List.of(x, new Tensor(new int[] {rows, 3}, mask)))
                    .get(0));
        }
        assertThat(results.get(0)).isEqualTo(results.get(1));
    }

    private static Tensor ids(int... values) {
        return new Tensor(
                new int[] {values.length},
                Arrays.stream(values).asDoubleStream().toArray());
    }
}
