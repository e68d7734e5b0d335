package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows are spread out where they are many beside the outputs, and fit into a cache. */
class SpreadWindowsTest {

    private static Program program(String body, Thresholds thresholds) {
        return Lower.program(Networks.model("model m < " + body + " >"), thresholds);
    }

    private static List<Shape> rows(String body) {
        return program(body, Thresholds.MEASURED).buffers(Buffer.Role.ROWS).stream()
                .map(Buffer::shape)
                .toList();
    }

    @Test
    void aRowForEachWeightOfAFilterHoldsAllWindows() {
        assertThat(rows("input 3x12x11; conv 16 3")).containsExactly(Shape.of(3, 3, 3, 90));
        assertThat(rows("input 3x140; conv 16 5 stride=2")).containsExactly(Shape.of(3, 5, 68));
    }

    @Test
    void theSumsRunAcrossTheWindows() {
        Program program = program("input 3x12x11; conv 16 3 padding=1 relu; maxpool 2", Thresholds.MEASURED);
        Contraction sums = Reads.nests(program.steps()).stream()
                .flatMap(nest -> Contraction.ofRows(nest, Thresholds.MEASURED).stream())
                .findFirst()
                .orElseThrow();
        assertThat(sums.output().extent().max()).isEqualTo(132);
        assertThat(sums.run().extent().max()).isEqualTo(27);
        assertThat(sums.points()).isPresent();
    }

    @Test
    void outputsThatAreManyAreRunAcrossThemselves() {
        assertThat(rows("input 3x8x8; conv 16 3")).isEmpty();
        assertThat(rows("input 3x20x20; conv 50 3")).isEmpty();
    }

    @Test
    void windowsThatFillACacheStayWhereTheyAre() {
        assertThat(rows("input 32x40x40; conv 16 3")).isEmpty();
    }

    @Test
    void vectorsReadWindowsAsTheyOverlap() {
        assertThat(program("input 3x12x11; conv 16 3", Thresholds.VECTORS).buffers(Buffer.Role.ROWS))
                .isEmpty();
    }

    @Test
    void aResidualAddedOnTheWayLiesAsTheWindowsDo() {
        assertThat(rows("input 12x9x9; residual < conv 12 3 padding=1 >; relu")).hasSize(1);
    }
}
