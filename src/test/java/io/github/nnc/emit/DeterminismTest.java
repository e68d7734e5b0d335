package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import io.github.nnc.testing.Golden;
import io.github.nnc.testing.TestNetworks;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same model gives the same text, whatever machine it is compiled on. */
class DeterminismTest {

    @Test
    void theTextDoesNotDependOnTheRunOrTheLocale() {
        List<String> first = texts();
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : List.of(Locale.GERMANY, Locale.forLanguageTag("tr-TR"), Locale.forLanguageTag("ar"))) {
                Locale.setDefault(locale);
                assertThat(texts()).as(locale.toString()).isEqualTo(first);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static List<String> texts() {
        return TestNetworks.all().stream()
                .map(model -> Generated.emit(model, Optional.empty()).source())
                .toList();
    }

    @Test
    void theSmallestNetworkReadsLikeThis() {
        Model model = TestNetworks.catDog();
        List<float[]> weights = List.of(
                new float[] {0.9f, 0.1f, 0.45f, -0.6f, -0.2f, 0.3f, 1.1f, 0.25f, 0.8f, 0.05f, 0.15f, 0.02f},
                new float[] {0, -0.1f, 1e-7f, 0.001f},
                new float[] {1.2f, -0.4f, 0.9f, 0.3f, -0.7f, 0.6f, 0.1f, -0.2f},
                new float[] {0.05f, -0.05f});
        golden("CatDog.java", Generated.emit(model, Optional.of(weights)).source());
    }

    @Test
    void aNetworkOfLoopsReadsLikeThis() {
        golden(
                "Varying.java",
                Generated.emit(TestNetworks.varying(), Optional.empty()).source());
    }

    /** What every class carries is the text of the support package, and not repeated in the golden files. */
    private static void golden(String name, String source) {
        assertThat(source).doesNotContain("\r").doesNotContain("\t").endsWith("}\n");
        int support = source.indexOf("    /**\n     * The tensors that a model expects, and where");
        assertThat(support).isPositive();
        Golden.check(Path.of("src/test/cases/generated", name), source.substring(0, support));
    }
}
