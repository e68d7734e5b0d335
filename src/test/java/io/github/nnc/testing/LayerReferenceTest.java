package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.model.Model;
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

    @Test
    void runsTheExamples() {
        List<Model> models =
                LayerCatalog.ALL.stream().map(LayerReferenceTest::example).toList();
        List<CompiledNetwork> networks = CompiledNetwork.all(models.stream()
                .map(model -> new CompiledNetwork.Weighted(model, Networks.weights(model, 7)))
                .toList());
        for (int i = 0; i < models.size(); i++) {
            List<Tensor> inputs = Networks.inputs(models.get(i), i);
            Tensor expected = Evaluator.outputs(models.get(i), Networks.weights(models.get(i), 7), inputs)
                    .get(0);
            double[] actual = networks.get(i).simple(inputs).get(0);
            assertThat(Agreement.TENSOR.difference(actual, expected.data()))
                    .as(LayerCatalog.ALL.get(i).example())
                    .isEmpty();
        }
    }
}
