package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.Compiler;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.model.Model;
import io.github.nnc.report.SummaryJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference of layers is what the catalogue says, and its examples work. */
class LayerReferenceTest {

    private static Model example(LayerType type) {
        return Networks.model(LayerReference.exampleFile(type));
    }

    @Test
    void isMadeFromTheCatalogue() {
        Golden.check(Path.of("src/site/markdown/layers.md"), LayerReference.page(LayerReferenceTest::example));
    }

    @Test
    void showsEachLayerInItsExample() {
        for (LayerType type : LayerCatalog.ALL) {
            assertThat(example(type).nodes())
                    .as(type.name())
                    .anyMatch(node -> node.type().equals(type));
        }
    }

    private static List<CompiledNetwork> compiled() {
        return CompiledNetwork.all(LayerCatalog.ALL.stream()
                .map(LayerReferenceTest::example)
                .map(model -> new CompiledNetwork.Weighted(model, Networks.weights(model, 7)))
                .toList());
    }

    @Test
    void runsTheExamples() {
        for (CompiledNetwork network : compiled()) {
            Model model = network.model();
            List<Tensor> inputs = Networks.inputs(model, 5);
            List<Tensor> expected = Evaluator.outputs(model, Networks.weights(model, 7), inputs);
            double[] actual = network.simple(inputs).get(0);
            assertThat(Agreement.TENSOR.difference(actual, expected.get(0).data()))
                    .as(network.source().source())
                    .isEmpty();
        }
    }

    /** Methods that HotSpot compiles, calls without garbage, no more memory than the summary says: layer by layer. */
    @Test
    void keepsThePromisesOfAClass() {
        for (CompiledNetwork network : compiled()) {
            network.classes()
                    .forEach((name, bytes) -> assertThat(ClassFile.codeSizes(bytes))
                            .as(name)
                            .allSatisfy((method, size) -> assertThat(size).isLessThanOrEqualTo(8_000)));
            assertThat(network.allocated(Networks.inputs(network.model(), 5), 100))
                    .as(network.source().source())
                    .isLessThan(1_000);
            assertThat(network.workspaceBytes())
                    .as(network.source().source())
                    .isLessThanOrEqualTo(said(network.model()));
        }
    }

    private static long said(Model model) {
        try {
            Json summary = Json.parse(SummaryJson.of(model, Compiler.cost(model)));
            return (long) summary.member("valueBytes").number();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
