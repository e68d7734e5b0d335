package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Reads;
import io.github.nnc.testing.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropUnreadTest {

    private static List<String> written(String text) {
        return Reads.nests(Lower.program(Networks.model(text)).steps()).stream()
                .map(nest -> nest.target().buffer().name())
                .toList();
    }

    @Test
    void valuesThatNobodyReadsAreNotComputed() {
        assertThat(written("model m < input 5x4; a: lstm 3; from a.c; dense 2 >"))
                .contains("a.c")
                .doesNotContain("a.h", "a");
        assertThat(written("model m < input 5x4; a: lstm 3; b: dense 7; from a; dense 2 >"))
                .doesNotContain("a.c", "a.h", "b");
    }

    @Test
    void statesAreReplacedThoughNoOutputOfTheCallReadsThem() {
        assertThat(Lower.program(Networks.model("model m < input 1x4; a: lstm 3 carry; from a.h; dense 2 >"))
                        .buffers(Buffer.Role.STATE))
                .hasSize(2);
        assertThat(written("model m < input 1x4; a: lstm 3 carry; from a.h; dense 2 >"))
                .contains("a.h_l0", "a.c_l0");
    }
}
