package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.emit.Target;
import io.github.nnc.lower.Thresholds;
import io.github.nnc.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Networks that nobody thought of, the tensors of whose layers are values, agree with the evaluator of the same networks
 * with learned tensors.
 */
class RandomGivenTensorsTest {

    private static final int COUNT = 120;

    /** A block of samples and one that is left. */
    private static final int SAMPLES = 8;

    private static final int ROWS = SAMPLES + 1;

    /** Any weights that one sample does not share are enough for blocks. */
    private static final Thresholds IN_BLOCKS = new Thresholds(128, 12, 4096, 8, 1 << 16, 32, 24, 1024, 16, 1, SAMPLES);

    /** All ways in turn. */
    private static GivenTensors.Way way(int seed) {
        return GivenTensors.Way.values()[seed % GivenTensors.Way.values().length];
    }

    /** A network, and for each row of a batch tensors of its own. */
    private record Seeded(int seed, Model model, List<Map<String, Tensor>> weights, List<GivenTensors> given) {

        static Optional<Seeded> of(int seed) {
            Model model = Networks.model(RandomNetworks.of(seed).text());
            List<Map<String, Tensor>> weights = new ArrayList<>();
            List<GivenTensors> given = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                Map<String, Tensor> drawn = Networks.weights(model, 1000L * seed + row);
                // what is learned still is the same for all rows
                boolean learnsAll = way(seed) == GivenTensors.Way.OF_PARAMETERS;
                model.tensors().stream()
                        .filter(tensor -> !weights.isEmpty()
                                && (learnsAll || tensor.spec().name().isEmpty()))
                        .forEach(tensor ->
                                drawn.put(tensor.name(), weights.get(0).get(tensor.name())));
                weights.add(drawn);
                GivenTensors.of(model, drawn, way(seed)).ifPresent(given::add);
            }
            return given.isEmpty() ? Optional.empty() : Optional.of(new Seeded(seed, model, weights, given));
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreeWithTheEvaluator(Target target) {
        List<Seeded> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Seeded.of(i).ifPresent(all::add);
        }
        assertThat(all).hasSizeGreaterThan(COUNT / 2);
        List<CompiledNetwork> networks = CompiledNetwork.all(
                all.stream()
                        .map(each -> new CompiledNetwork.Weighted(
                                each.given().get(0).model(), each.given().get(0).learned()))
                        .toList(),
                target,
                IN_BLOCKS);
        for (int i = 0; i < networks.size(); i++) {
            agree(all.get(i), networks.get(i));
        }
    }

    private static void agree(Seeded each, CompiledNetwork network) {
        List<List<Tensor>> rows = new ArrayList<>();
        List<List<double[]>> expected = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<Tensor> inputs = Networks.inputsOfAnyLength(each.model(), 1000L * each.seed() + row);
            rows.add(each.given().get(row).inputs(inputs));
            List<Tensor> outputs =
                    Evaluator.outputs(each.model(), each.weights().get(row), inputs);
            expected.add(outputs.stream().map(Tensor::data).toList());
        }
        agree(each, network.inPlace(rows.get(0)), expected.get(0));
        if (network.takesBatches()) {
            agree(each, network.batch(rows), joined(expected));
        }
    }

    /** The rows of each output one after another. */
    private static List<double[]> joined(List<List<double[]>> rows) {
        return IntStream.range(0, rows.get(0).size())
                .mapToObj(output -> rows.stream()
                        .flatMapToDouble(row -> Arrays.stream(row.get(output)))
                        .toArray())
                .toList();
    }

    private static void agree(Seeded each, List<double[]> actual, List<double[]> expected) {
        for (int output = 0; output < expected.size(); output++) {
            Optional<String> difference = Agreement.TENSOR.difference(actual.get(output), expected.get(output));
            assertThat(difference)
                    .as("output " + output + " of "
                            + RandomNetworks.of(each.seed()).text())
                    .isEmpty();
        }
    }
}
