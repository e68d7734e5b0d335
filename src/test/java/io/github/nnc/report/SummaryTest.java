package io.github.nnc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.Compiler;
import io.github.nnc.model.Model;
import io.github.nnc.testing.Json;
import io.github.nnc.testing.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both forms of the summary say of networks that are small enough to count by hand. */
class SummaryTest {

    private static final String BRANCHES = """
        model m <
          input 4;
          add < dense 4 relu | a: dense 4 bias=false >;
          fc: dense 2 softmax;
        >
        """;

    private static Json json(Model model, Path folder) throws IOException {
        Path file = folder.resolve("summary.json");
        return Json.read(Files.writeString(file, SummaryJson.of(model, Compiler.cost(model))));
    }

    private static List<Double> numbers(Json json, String... members) {
        return Arrays.stream(members).map(name -> json.member(name).number()).toList();
    }

    @Test
    void showsARowForEachStatement() {
        Model model = Networks.model(BRANCHES);
        assertThat(SummaryText.of(model, Compiler.cost(model)))
                .containsSubsequence(
                        "dense1  dense 4 relu        4      4               20\n",
                        "a       dense 4 bias=false  4      4               16\n",
                        "add1    add                 4, 4   4\n",
                        "fc      dense 2 softmax     4      2               10\n")
                .endsWith("""

                    16 + 16 + 8 = 40 weights, 4 + 2 = 6 biases, 46 parameters in 3 layers
                    40 multiply-adds for one example
                    memory: 184 bytes of parameters, 48 bytes of values at a time
                    """);
    }

    @Test
    void countsSharedTensorsOnce() {
        Model model = Networks.model("model m < input 4; tower: dense 4 relu; reuse tower >");
        assertThat(SummaryText.of(model, Compiler.cost(model)))
                .contains("shared\n", "16 weights, 4 biases, 20 parameters in 1 layer\n", "32 multiply-adds");
    }

    @Test
    void saysWhatStaysFromCallToCall() {
        Model model = Networks.model("model m < input (..4 x 3); position carry max_length=9; lstm 5 carry >");
        assertThat(SummaryText.of(model, Compiler.cost(model)))
                .contains(
                        "27 + 60 + 100 = 187 weights, 20 + 20 = 40 biases, 227 parameters in 2 layers\n",
                        " of values at a time, 44 bytes from call to call\n");
    }

    @Test
    void foldsWhatRepeats() {
        Model model = Networks.model("model m < input 4; repeat 30 < dense 4 relu > >");
        assertThat(SummaryText.of(model, Compiler.cost(model)))
                .contains("30 times, up to dense30: 30 x 20 = 600 parameters\n")
                .doesNotContain("dense15");
    }

    @Test
    void isDataToo(@TempDir Path folder) throws IOException {
        Json summary = json(Networks.model(BRANCHES), folder);
        assertThat(numbers(
                        summary,
                        "layersWithWeights",
                        "weights",
                        "biases",
                        "parameters",
                        "multiplyAdds",
                        "parameterBytes"))
                .containsExactly(3.0, 40.0, 6.0, 46.0, 40.0, 184.0);
        assertThat(summary.member("valueBytes").number()).isEqualTo(48);
        List<Json> layers = summary.member("layers").elements();
        assertThat(layers.stream().map(layer -> layer.member("name").text()))
                .containsExactly("dense1", "a", "add1", "fc");
        assertThat(layers.stream().map(layer -> layer.member("parameters").number()))
                .containsExactly(20.0, 16.0, 0.0, 10.0);
        assertThat(layers.get(2).member("inputs").elements()).hasSize(2);
    }

    @Test
    void givesTheBoundsOfALengthThatVaries(@TempDir Path folder) throws IOException {
        Json summary = json(Networks.model("model m < input (2..7 x 3); dense 5 >"), folder);
        Json length = summary.member("inputs")
                .elements()
                .get(0)
                .member("shape")
                .elements()
                .get(0);
        assertThat(numbers(length, "min", "max")).containsExactly(2.0, 7.0);
        assertThat(summary.member("multiplyAdds").number()).isEqualTo(7 * 3 * 5);
    }
}
