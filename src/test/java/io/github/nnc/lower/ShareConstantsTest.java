package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.model.Model;
import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Evaluator;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What equal layers compute of nothing, or of the same weights, is computed once. */
class ShareConstantsTest {

    private static List<Buffer> constants(String body) {
        Model model = Networks.model("const n = ..64; model m < " + body + " >");
        Program program = Lower.program(model);
        List<Buffer> constants = program.buffers(Buffer.Role.CONSTANT);
        assertThat(constants)
                .containsAll(program.preparation().stream()
                        .map(step -> ((Step.Nest) step).target().buffer())
                        .toList());
        agrees(model);
        return constants;
    }

    private static void agrees(Model model) {
        Map<String, Tensor> weights = Networks.weights(model, 5);
        List<Tensor> inputs = Networks.inputs(model, 6);
        Tensor expected = Evaluator.outputs(model, weights, inputs).get(0);
        double[] actual = CompiledNetwork.of(model, weights).simple(inputs).get(0);
        assertThat(Agreement.TENSOR.difference(actual, expected.data())).isEmpty();
    }

    @Test
    void keepsTheAnglesOfEqualLayersOnce() {
        assertThat(constants("input (n x 8); repeat 5 < attention 2 rotary=half >"))
                .hasSize(2);
    }

    @Test
    void keepsOthersApart() {
        String two = "input (n x 8); attention 2 rotary=half; ";
        assertThat(constants(two + "attention 2 rotary=half base=500")).hasSize(4);
        assertThat(constants(two + "attention 4 rotary=half")).hasSize(4);
        assertThat(constants(two + "attention 2 rotary=interleaved")).hasSize(2);
        assertThat(constants(two + "position sinusoidal; position sinusoidal")).hasSize(3);
    }

    @Test
    void comparesTheNumbersOfTables() {
        String one = "input 4; normalize mean=1,2,3,4 std=5,6,7,8; dense 4 relu; ";
        int alone = constants(one).size();
        assertThat(constants(one + "normalize mean=1,2,3,4 std=5,6,7,8; dense 70"))
                .hasSize(alone);
        assertThat(constants(one + "normalize mean=1,2,3,5 std=5,6,7,8; dense 70"))
                .hasSize(alone + 1);
    }

    @Test
    void sharesWhatIsMadeOfSharedWeightsOnly() {
        String one = "input 3x40; bn: batchnorm; relu; ";
        int alone = constants(one).size();
        assertThat(alone).isPositive();
        assertThat(constants(one + "reuse bn")).hasSize(alone);
        assertThat(constants(one + "other: batchnorm")).hasSize(2 * alone);
    }
}
