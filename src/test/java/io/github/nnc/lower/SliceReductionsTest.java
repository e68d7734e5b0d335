package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.testing.Networks;
import org.junit.jupiter.api.Test;

/** Reductions are sliced where the weights of a panel of outputs are more than a cache keeps, and many points share them. */
class SliceReductionsTest {

    private static Program program(String body) {
        return Lower.program(Networks.model("model m < " + body + " >"), Thresholds.VECTORS);
    }

    private static long slices(String body) {
        return program(body).steps().stream()
                .filter(Step.Sequence.class::isInstance)
                .count();
    }

    @Test
    void aDeepConvolutionTakesItsWeightsTapByTap() {
        Program program = program("input 512x7x7; conv 512 3 padding=1 bias=false relu");
        Step.Sequence rows = program.steps().stream()
                .filter(Step.Sequence.class::isInstance)
                .map(Step.Sequence.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(rows.axis().extent().max()).isEqualTo(3);
        Step.Sequence taps = (Step.Sequence) rows.steps().get(0);
        assertThat(taps.axis().extent().max()).isEqualTo(3);
        Step.Nest slice = (Step.Nest) taps.steps().get(0);
        assertThat(slice.reduction()).hasSize(1);
        assertThat(slice.reduction().get(0).extent().max()).isEqualTo(512);
    }

    @Test
    void whatACacheKeepsStaysWhole() {
        assertThat(slices("input 128x28x28; conv 128 3 padding=1")).isZero();
        assertThat(slices("input 50x512; dense 128")).isZero();
    }

    @Test
    void aSinglePointSharesNothing() {
        assertThat(slices("input 512x3x3; conv 512 3")).isZero();
    }
}
