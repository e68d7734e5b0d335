package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.lower.Thresholds;
import io.github.nnc.model.Model;
import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Evaluator;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Networks whose extents reach every part of the vector kernels: whole tiles, what tiles leave over, ends of rows. */
class VectorKernelsTest {

    /** Widths of which some are no multiple of any number of lanes. */
    private static final List<String> NETWORKS = List.of(
            "dense of one point: 16, 33 and 10 outputs",
            "model m < input 37; dense 16 tanh; dense 33 relu; dense 10 >",
            "rows as they lie, some of them left over",
            "model m < input 29; dense 256 relu; dense 272 sigmoid; dense 256 >",
            "the sums of a stream apart from its result",
            "model m < input 256; residual < dense 256 >; relu >",
            "tokens in blocks, with tokens left over",
            "model m < input 23x40; dense 64 gelu; dense 100; dense 7 >",
            "points one by one where the target is read",
            "model m < input 9x37; residual < dense 37 >; residual < dense 37 tanh > >",
            "norms and softmax along rows",
            "model m < input 11x50; layernorm; softmax; dense 50; rmsnorm; log_softmax >",
            "convolutions, padded and not, pooling, all pixels of a channel",
            "model m < input 3x19x17; conv 24 3 padding=1 relu; maxpool 2; conv 40 3 silu; avgpool 3 padding=1"
                    + " stride=1; conv 20 1; global_avgpool >",
            "a residual block with norms",
            "model m < input 16x13x13; residual < conv 16 3 padding=1; batchnorm relu; conv 16 3 padding=1; batchnorm"
                    + " >; relu; flatten; dense 5 >",
            "a convolution of each channel by itself",
            "model m < input 24x15x15; conv 24 3 padding=1 groups=24; hard_swish; conv 32 1; conv 32 3 stride=2"
                    + " groups=32 >",
            "attention",
            "model m < input 21x32; attention 2; attention 4 causal=true >",
            "any number of tokens, more or fewer than lanes",
            "model m < input (..70 x 24); attention 2; residual < dense 48 relu; dense 24 >; layernorm; mean >",
            "functions of many numbers",
            "model m < input 70; elu; tanh; exp; selu; softplus; gelu approximate=tanh; softsign >");

    @Test
    void agreeWithTheEvaluator() {
        List<CompiledNetwork.Weighted> weighted = new ArrayList<>();
        for (int i = 1; i < NETWORKS.size(); i += 2) {
            Model model = Networks.model(NETWORKS.get(i));
            weighted.add(new CompiledNetwork.Weighted(model, Networks.weights(model, i)));
        }
        List<CompiledNetwork> compiled = CompiledNetwork.all(weighted, Target.VECTOR);
        for (int i = 0; i < compiled.size(); i++) {
            CompiledNetwork network = compiled.get(i);
            String what = NETWORKS.get(2 * i) + ": " + NETWORKS.get(2 * i + 1);
            assertThat(network.target()).as(what).contains("vector");
            Evaluator evaluator = new Evaluator(network.model(), weighted.get(i).weights());
            for (int call = 0; call < 3; call++) {
                List<Tensor> inputs = Networks.inputsOfAnyLength(network.model(), 10L * i + call);
                List<Tensor> expected = evaluator.call(inputs);
                List<double[]> actual = network.inPlace(inputs, network.newState());
                for (int output = 0; output < actual.size(); output++) {
                    assertThat(Agreement.TENSOR.difference(
                                    actual.get(output), expected.get(output).data()))
                            .as(what)
                            .isEmpty();
                }
            }
        }
    }

    /** HotSpot 17 does not see it by itself, and takes half as long again. */
    @Test
    void whereTilesBeginToReadIsComputedBeforeTheirLoops() {
        Model model = Networks.model("model m < input 3x19x17; conv 24 3 >");
        CompiledNetwork network = CompiledNetwork.all(
                        List.of(new CompiledNetwork.Weighted(model, Networks.weights(model, 1))),
                        Target.VECTOR,
                        Thresholds.VECTORS)
                .get(0);
        String companion = network.source().companion().orElseThrow().getValue();
        assertThat(companion).containsPattern("int at = x\\w*At \\+ [^;]*;\\s+for \\(int ");
        assertThat(companion.lines().filter(line -> line.matches(".*\\.broadcast\\(Lanes\\.ALL, x\\w*\\[.*")))
                .isNotEmpty()
                .allMatch(line -> line.contains("[at + "));
    }

    /** Where nothing is summed and no function computed, both targets do the same to each number. */
    @Test
    void withoutSumsTheBitsAreThoseOfThePlainTarget() {
        Model model =
                Networks.model("model m < input 20x18x18; maxpool 2; relu; residual < clip -0.5 0.5 >; abs; sqrt >");
        List<CompiledNetwork.Weighted> weighted = List.of(new CompiledNetwork.Weighted(model, Map.of()));
        CompiledNetwork plain = CompiledNetwork.all(weighted).get(0);
        CompiledNetwork vector = CompiledNetwork.all(weighted, Target.VECTOR).get(0);
        assertThat(vector.target()).contains("vector");
        IntStream.range(0, 5).forEach(seed -> {
            List<Tensor> inputs = Networks.inputs(model, seed);
            assertThat(vector.simple(inputs).get(0))
                    .containsExactly(plain.simple(inputs).get(0));
        });
    }
}
