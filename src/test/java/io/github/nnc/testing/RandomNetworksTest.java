package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.emit.Forms;
import io.github.nnc.emit.Target;
import io.github.nnc.format.Formatter;
import io.github.nnc.layer.Initialisation;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.lower.Lower;
import io.github.nnc.lower.Thresholds;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.parser.Parser;
import io.github.nnc.source.SourceFile;
import io.github.nnc.syntax.SourceUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three hundred networks that nobody thought of agree with the independent evaluator in every form of the generated class. */
class RandomNetworksTest {

    private static final int COUNT = 300;
    private static final int LEAST_OCCURRENCES = 5;
    private static final int AT_A_TIME = 100;
    private static final int SAMPLES = 8;
    private static final int ROWS = 3;
    private static final int THREADS = 3;
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(THREADS - 1);

    /** Any weights that one sample does not share are enough for blocks. */
    private static final Thresholds IN_BLOCKS = new Thresholds(128, 12, 4096, 8, 1 << 16, 32, 24, 1024, 16, 1, SAMPLES);

    private static final double GAIN = Math.sqrt(3);

    private static final List<RandomNetworks.Network> NETWORKS =
            IntStream.range(0, COUNT).mapToObj(RandomNetworks::of).toList();
    private static final List<Model> MODELS = new ArrayList<>();
    private static final List<CompiledNetwork> COMPILED = new ArrayList<>();
    private static final List<CompiledNetwork> ON_VECTORS = new ArrayList<>();

    @AfterAll
    static void endThreads() {
        EXECUTOR.shutdown();
    }

    @BeforeAll
    static void compile() {
        List<CompiledNetwork.Weighted> batch = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Model model = Networks.model(NETWORKS.get(i).text());
            MODELS.add(model);
            batch.add(new CompiledNetwork.Weighted(model, weights(model, i)));
            if (batch.size() == AT_A_TIME || i == COUNT - 1) {
                COMPILED.addAll(CompiledNetwork.all(batch, Target.PLAIN, IN_BLOCKS));
                ON_VECTORS.addAll(CompiledNetwork.all(batch, Target.VECTOR, IN_BLOCKS));
                batch.clear();
            }
        }
    }

    /** Each row has lengths of its own, where they vary, and goes on from the one before where state is carried. */
    @Test
    void agreeWithTheEvaluator() {
        agreeWithTheEvaluator(COMPILED, ROWS);
    }

    /** Vectors add in another order and without rounding products, so that results are near, not the same bits. */
    @Test
    void agreeWithTheEvaluatorOnVectors() {
        assertThat(ON_VECTORS.stream().flatMap(network -> network.target().stream()))
                .as("which kernels run; those of the Vector API need --add-modules jdk.incubator.vector")
                .hasSizeGreaterThan(COUNT / 2)
                .containsOnly("vector");
        agreeWithTheEvaluator(ON_VECTORS, 1);
    }

    private static void agreeWithTheEvaluator(List<CompiledNetwork> networks, int count) {
        for (int i = 0; i < COUNT; i++) {
            Model model = MODELS.get(i);
            CompiledNetwork network = networks.get(i);
            Map<String, Tensor> weights = weights(model, i);
            Evaluator evaluator = new Evaluator(model, weights);
            Optional<Object> state = network.newState();
            Optional<Object> stateInPlace = network.newState();
            List<List<Tensor>> rows = new ArrayList<>();
            List<List<double[]>> expected = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                List<Tensor> inputs = Networks.inputsOfAnyLength(model, 1000L * i + row);
                rows.add(inputs);
                expected.add(evaluator.call(inputs).stream().map(Tensor::data).toList());
                agree(i, network.simple(inputs, state), expected.get(row));
                agree(i, network.inPlace(inputs, stateInPlace), expected.get(row));
            }
            if (network.takesBatches()) {
                List<double[]> batch = network.batch(cycled(rows));
                agree(i, batch, joined(cycled(expected)));
                same(i, network.batch(cycled(rows), EXECUTOR, THREADS), batch);
            }
        }
    }

    /** Evenly drawn weights are scaled, so that numbers are about as large behind a sum of products as in front of it. */
    private static Map<String, Tensor> weights(Model model, long seed) {
        Map<String, Tensor> weights = Networks.weights(model, seed);
        for (LearnedTensor tensor : model.tensors()) {
            if (tensor.spec().initialisation().kind() == Initialisation.Kind.UNIFORM) {
                weights.computeIfPresent(
                        tensor.name(),
                        (name, drawn) -> new Tensor(
                                drawn.shape(),
                                Arrays.stream(drawn.data())
                                        .map(value -> (float) (value * GAIN))
                                        .toArray()));
            }
        }
        return weights;
    }

    /** A batch spread over threads has the bits of one that is not. */
    private static void same(int network, List<double[]> actual, List<double[]> expected) {
        for (int output = 0; output < expected.size(); output++) {
            assertThat(actual.get(output))
                    .as("output " + output + " of " + NETWORKS.get(network).text())
                    .isEqualTo(expected.get(output));
        }
    }

    /** Rows for a block and some that are left, over and over the same. */
    private static <T> List<T> cycled(List<T> rows) {
        return IntStream.range(0, SAMPLES + ROWS)
                .mapToObj(i -> rows.get(i % rows.size()))
                .toList();
    }

    /** Small networks have too few weights for blocks of samples otherwise. */
    @Test
    void someComputeBatchesInBlocks() {
        assertThat(COMPILED.stream().filter(network -> network.source().source().contains(" void block(")))
                .hasSizeGreaterThan(COUNT / 20);
    }

    /** The rows of each output one after another. */
    private static List<double[]> joined(List<List<double[]>> rows) {
        List<double[]> all = new ArrayList<>();
        for (int output = 0; output < rows.get(0).size(); output++) {
            int at = output;
            all.add(rows.stream()
                    .flatMapToDouble(row -> Arrays.stream(row.get(at)))
                    .toArray());
        }
        return all;
    }

    /** The oracle of the passes sees the same networks, so that a difference is found where it arose. */
    @Test
    void passesKeepTheMeaning() {
        for (int i = 0; i < COUNT; i++) {
            Model model = MODELS.get(i);
            Map<String, Tensor> weights = weights(model, i);
            Networks.Interpreted direct = new Networks.Interpreted(Lower.direct(model), weights);
            Networks.Interpreted rewritten = new Networks.Interpreted(Lower.program(model), weights);
            for (int call = 0; call < (model.carries() ? 2 : 1); call++) {
                List<Tensor> inputs = Networks.inputsOfAnyLength(model, 10L * i + call);
                agree(i, rewritten.call(inputs), direct.call(inputs));
            }
        }
    }

    /** Printed, parsed and printed again they are the same text, and that text is the same network. */
    @Test
    void printedAndParsedTheyAreTheSame() {
        for (int i = 0; i < COUNT; i++) {
            String written = NETWORKS.get(i).text();
            String printed = Formatter.format(parse(written));
            assertThat(Formatter.format(parse(printed))).isEqualTo(printed);
            assertThat(SyntaxText.of(parse(printed))).as(printed).isEqualTo(SyntaxText.of(parse(written)));
            assertThat(Networks.model(printed).tensors().stream().map(tensor -> tensor.name() + tensor.spec()))
                    .as(printed)
                    .containsExactlyElementsOf(MODELS.get(i).tensors().stream()
                            .map(tensor -> tensor.name() + tensor.spec())
                            .toList());
        }
    }

    private static SourceUnit parse(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceUnit unit = Parser.parse(new SourceFile("m.nn", text), diagnostics);
        assertThat(diagnostics.sorted()).as(text).isEmpty();
        return unit;
    }

    private static void agree(int network, List<double[]> actual, List<double[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int output = 0; output < expected.size(); output++) {
            String what = "output " + output + " of " + NETWORKS.get(network).text();
            assertThat(expected.get(output)).as(what).doesNotContain(Double.NaN);
            assertThat(Agreement.TENSOR.difference(actual.get(output), expected.get(output)))
                    .as(what)
                    .isEmpty();
        }
    }

    @Test
    void everyLayerEveryStructureAndEveryFormOccurs() {
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < COUNT; i++) {
            NETWORKS.get(i).structures().forEach((structure, times) -> seen.merge(structure, times, Integer::sum));
            for (Node node : MODELS.get(i).nodes()) {
                seen.merge("layer " + node.type().name(), 1, Integer::sum);
                if (node.word()) {
                    seen.merge("word " + node.type().name(), 1, Integer::sum);
                }
            }
            if (MODELS.get(i).carries()) {
                seen.merge("carried state", 1, Integer::sum);
            }
            for (Forms.Choice choice : COMPILED.get(i).source().forms().choices()) {
                seen.merge("form " + choice.form(), 1, Integer::sum);
            }
        }
        List<String> wanted = new ArrayList<>(RandomNetworks.STRUCTURES);
        wanted.add("carried state");
        for (LayerType type : LayerCatalog.ALL) {
            wanted.add("layer " + type.name());
            if (type.isActivation() && type.parameters().isEmpty()) {
                wanted.add("word " + type.name());
            }
        }
        for (Forms.Form form : Forms.Form.values()) {
            wanted.add("form " + form);
        }
        assertThat(wanted)
                .allSatisfy(what ->
                        assertThat(seen.getOrDefault(what, 0)).as(what).isGreaterThanOrEqualTo(LEAST_OCCURRENCES));
    }
}
