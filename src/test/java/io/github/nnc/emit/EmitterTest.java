package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.nnc.model.Model;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.TestNetworks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmitterTest {

    @Test
    void carriesItsWeights() throws ReflectiveOperationException {
        List<float[]> weights = List.of(
                new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1},
                new float[] {0, 0, 0, -2},
                new float[] {1, 0, 0, 0, 0, 1, 0, 0},
                new float[] {0.5f, 0});
        Generated generated = Generated.of(TestNetworks.catDog(), Optional.of(weights));
        Object net = generated.type().getMethod("load").invoke(null);
        float[] y = generated.forward(net, new float[] {0.5f, 0.8f, 0.2f});
        double cat = Math.exp(1.0) / (Math.exp(1.0) + Math.exp(0.8));
        assertThat(y[0]).isCloseTo((float) cat, offset(1e-6f));
        assertThat(y[0] + y[1]).isCloseTo(1, offset(1e-6f));
    }

    @Test
    void saysOfWhichOutputItPredicts() {
        String source =
                Generated.emit(TestNetworks.twoOutputs(), Optional.empty()).source();
        assertThat(source)
                .contains("The label of the largest value of {@code classes}, an output of {@code two_outputs}.");
        assertThat(Generated.emit(TestNetworks.catDog(), Optional.empty()).source())
                .contains("The label of the largest value of {@code cat_dog}.");
    }

    /** Those of a layer, and of an input that is copied before the first one reads it. */
    @Test
    void kernelsStandUnderTheStatementTheyComeFrom() {
        Model model = Networks.model("model m < input 3x32x32; conv 32 3 padding=1 relu; flatten; dense 100 >");
        String source = Generated.emit(model, Optional.empty()).source();
        assertThat(source.lines().map(String::strip).filter(line -> line.startsWith("// ")))
                .startsWith("// input 3x32x32", "// conv 32 3 padding=1 relu")
                .contains("// dense 100");
    }
}
