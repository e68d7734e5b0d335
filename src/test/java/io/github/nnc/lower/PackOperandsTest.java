package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.TestNetworks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A computed operand is copied into rows where that is little work beside the sums that read it. */
class PackOperandsTest {

    private static List<Shape> rows(Model model) {
        return Lower.program(model).buffers(Buffer.Role.ROWS).stream()
                .map(Buffer::shape)
                .toList();
    }

    private static List<Shape> rows(String body) {
        return rows(Networks.model("model m < " + body + " >"));
    }

    @Test
    void keysAndValuesLieAlongTheOutputsOfTheirHeads() {
        assertThat(rows("input 20x48; attention 3")).containsExactly(Shape.of(3, 16, 20), Shape.of(3, 20, 16));
    }

    @Test
    void whatReadsThemIsAContraction() {
        Program program = Lower.program(TestNetworks.heads());
        List<Step.Nest> readers = Reads.nests(program.steps()).stream()
                .filter(nest ->
                        Reads.of(nest).stream().anyMatch(read -> read.buffer().role() == Buffer.Role.ROWS))
                .toList();
        assertThat(readers)
                .hasSize(4)
                .allSatisfy(nest -> assertThat(Contraction.ofRows(nest, Thresholds.MEASURED)
                                .orElseThrow()
                                .points())
                        .isPresent());
    }

    @Test
    void whatFewSumsUseStaysWhereItIs() {
        assertThat(rows("input 7x48; attention 3")).isEmpty();
    }

    @Test
    void narrowOutputsArePackedTheOtherWay() {
        // values of 8 features: their weights lie along the queries instead
        assertThat(rows("input 20x24; attention 3")).containsExactly(Shape.of(3, 8, 20), Shape.of(3, 20, 20));
    }

    @Test
    void windowsAreNotSpreadOut() {
        assertThat(rows("input 8x20x20; conv 8 3")).isEmpty();
    }

    @Test
    void anOperandThatIsComputedForItAloneIsWrittenAsRows() {
        Program program = Lower.program(TestNetworks.multiplied());
        assertThat(program.buffers(Buffer.Role.TEMPORARY).stream()
                        .filter(buffer ->
                                Uses.of(program.steps()).writers(buffer).size() > 0))
                .isEmpty();
        assertThat(rows(TestNetworks.multiplied())).containsExactly(Shape.of(2, 9, 16));
        assertThat(program.steps()).hasSize(2);
    }
}
