package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.ClassFile;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Evaluator;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.Tensor;
import io.github.nnc.testing.TestNetworks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Very deep networks: one kernel for all equal layers, every method within the budget. */
class DepthTest {

    @Test
    void aThousandLayersShareOneKernel() throws ReflectiveOperationException {
        Generated generated = Generated.of(TestNetworks.deep(1000, 64));
        assertThat(generated.source().forms().count(Forms.Form.ROWS)).isEqualTo(1000);
        // the first reads the caller's array, the last writes to it
        assertThat(generated.source().forms().choices().stream()
                        .map(Forms.Choice::kernel)
                        .collect(Collectors.toSet()))
                .hasSize(3);
        generated
                .classes()
                .values()
                .forEach(
                        bytes -> assertThat(ClassFile.codeSizes(bytes).values()).allMatch(size -> size <= 8_000));
        float[] y = generated.forward(generated.random(1), new float[64]);
        assertThat(y).hasSize(64).doesNotContain(Float.NaN);
    }

    @Test
    void computesThroughAHundredAndTwentyLayers() {
        Model model = TestNetworks.deep(120, 64);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Networks.weights(model, 1).forEach((name, tensor) -> weights.put(name, kept(tensor)));
        List<Tensor> inputs = Networks.inputs(model, 2);
        double[] expected = Evaluator.outputs(model, weights, inputs).get(0).data();
        double[] actual = CompiledNetwork.of(model, weights).simple(inputs).get(0);
        assertThat(Agreement.TENSOR.difference(actual, expected)).isEmpty();
        assertThat(Arrays.stream(expected).max().orElseThrow()).isGreaterThan(1e-3);
    }

    /**
     * PyTorch's bound of 1 / sqrt(64) lets a signal die within a few layers of relu; sqrt(6 / 64) keeps it alive (He et
     * al., 2015).
     */
    private static Tensor kept(Tensor tensor) {
        boolean bias = tensor.shape().length == 1;
        return new Tensor(
                tensor.shape(),
                Arrays.stream(tensor.data())
                        .map(value -> (float) (bias ? value : value * Math.sqrt(6)))
                        .toArray());
    }
}
