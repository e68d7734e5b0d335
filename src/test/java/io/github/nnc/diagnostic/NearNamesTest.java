package io.github.nnc.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearNamesTest {

    private static final List<String> LAYERS = List.of("maxpool", "avgpool", "maximum", "dense", "dropout", "conv");

    @ParameterizedTest
    @CsvSource({
        "dens, dense",
        "densee, dense",
        "danse, dense",
        "desne, dense",
        "maxpol, maxpool",
        "max_pool, maxpool",
        "conb, conv",
        "ocnv, conv",
        "dorpuot, dropout",
        "DropOut, dropout",
        "MAXPOL, maxpool"
    })
    void findsWhatSlipped(String written, String meant) {
        assertThat(NearNames.closest(written, LAYERS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "attention", "dense", "dxnxe", "conversation"})
    void findsNothingNear(String written) {
        assertThat(NearNames.closest(written, LAYERS)).isEmpty();
    }

    @Test
    void takesTheFirstOfEquals() {
        assertThat(NearNames.closest("bel", List.of("bell", "gel", "belt"))).contains("bell");
    }

    @Test
    void ignoresNamesThatNobodyTypes() {
        assertThat(NearNames.closest("x".repeat(1000), List.of("x".repeat(999))))
                .isEmpty();
    }
}
