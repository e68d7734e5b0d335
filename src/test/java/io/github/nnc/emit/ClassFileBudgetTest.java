package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import io.github.nnc.testing.Chain;
import io.github.nnc.testing.ClassFile;
import io.github.nnc.testing.TestNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** HotSpot never compiles a method of more than 8,000 bytes of code; no generated class has one. */
class ClassFileBudgetTest {

    private static final int BUDGET = 8_000;

    @Test
    void testNetworksStayWithinIt() {
        TestNetworks.all().forEach(ClassFileBudgetTest::check);
        TestNetworks.carrying().forEach(ClassFileBudgetTest::check);
    }

    @Test
    void depthIsCutIntoMethods() {
        check(TestNetworks.deep(400, 8));
    }

    @Test
    void weightsInTheClassStayWithinIt() {
        Chain chain = new Chain("full");
        Value x = chain.input("", TensorType.floats(Shape.of(15)));
        Model model = chain.output("", chain.layer("dense", x, "units", 32)).model();
        float[] weight = new float[15 * 32];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = i / 7f;
        }
        Generated generated = Generated.of(model, Optional.of(List.of(weight, new float[32])));
        assertThat(generated.source().resources()).isEmpty();
        check(generated);
    }

    @Test
    void manyLabelsStayWithinIt() {
        Chain chain = new Chain("many");
        Value x = chain.input("", TensorType.floats(Shape.of(2)));
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            labels.add("class " + i);
        }
        Value y = chain.layer("dense", x, "units", 300);
        check(chain.output("", y, labels.toArray(String[]::new)).model());
    }

    private static void check(Model model) {
        check(Generated.of(model));
    }

    private static void check(Generated generated) {
        Map<String, byte[]> classes = generated.classes();
        assertThat(classes).isNotEmpty();
        classes.forEach((name, bytes) -> ClassFile.codeSizes(bytes)
                .forEach((method, size) -> assertThat(size)
                        .as("bytes of code of %s.%s", name, method)
                        .isLessThanOrEqualTo(BUDGET)));
    }
}
