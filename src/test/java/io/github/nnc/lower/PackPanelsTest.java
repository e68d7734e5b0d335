package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.testing.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights that are taken slice by slice lie in panels, as the kernels read them. */
class PackPanelsTest {

    /** Panels of 16 outputs, where 4 KB of weights are too much for a cache. */
    private static final Thresholds NARROW = new Thresholds(128, 12, 4096, 8, 0, 32, 24, 4096, 16, Long.MAX_VALUE, 1);

    private static List<String> panels(String body, Thresholds thresholds) {
        Program program = PassesTest.check(Networks.model("model m < " + body + " >"), thresholds);
        return program.buffers().stream()
                .filter(buffer ->
                        buffer.role() == Buffer.Role.CONSTANT && buffer.name().endsWith(".panels"))
                .map(buffer -> buffer.shape().toString())
                .toList();
    }

    @Test
    void aPanelHasTheOutputsOfATileForEachSlice() {
        assertThat(panels("input 8x5x5; conv 48 3 padding=1 relu", NARROW)).containsExactly("3x3x3x8x16");
        assertThat(panels("input 24x8x8; conv 32 (2x3) stride=2; conv_transpose 48 2 bias=false", NARROW))
                .containsExactly("2x2x3x24x16", "3x2x2x32x16");
    }

    @Test
    void outputsThatMakeNoPanelsStay() {
        assertThat(panels("input 8x5x5; conv 16 3 padding=1; conv 40 3", NARROW))
                .isEmpty();
        assertThat(panels("input 16x4x4; conv 256 3 padding=1", NARROW)).isEmpty();
    }

    @Test
    void plainLoopsKeepLongRows() {
        assertThat(panels("input 64x4x4; conv 128 3", Thresholds.MEASURED)).isEmpty();
    }
}
