package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.ClassFile;
import io.github.nnc.testing.TestNetworks;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Very deep networks: one kernel for all equal layers, every method within the budget. */
class DepthTest {

    @Test
    void aThousandLayersShareOneKernel() throws ReflectiveOperationException {
        Generated generated = Generated.of(TestNetworks.deep(1000, 64));
        assertThat(generated.source().forms().count(Forms.Form.ROWS)).isEqualTo(1000);
        // the first reads the caller's array, the last writes to it
        assertThat(generated.source().forms().choices().stream()
                        .map(Forms.Choice::kernel)
                        .collect(Collectors.toSet()))
                .hasSize(3);
        generated
                .classes()
                .values()
                .forEach(
                        bytes -> assertThat(ClassFile.codeSizes(bytes).values()).allMatch(size -> size <= 8_000));
        float[] y = generated.forward(generated.random(1), new float[64]);
        assertThat(y).hasSize(64);
    }
}
