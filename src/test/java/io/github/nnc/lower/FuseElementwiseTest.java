package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.testing.Networks;
import org.junit.jupiter.api.Test;

/** What is done to each number by itself costs no loop of its own. */
class FuseElementwiseTest {

    private static final Thresholds LOOPS =
            new Thresholds(0, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE, Long.MAX_VALUE);

    private static Program program(String body) {
        return Lower.program(Networks.model("model m < " + body + " >"), LOOPS);
    }

    @Test
    void batchNormEndsUpInTheConvolution() {
        Program program = program("input 3x9x9; conv 8 3 padding=1 stride=2 bias=false; batchnorm relu");
        assertThat(program.steps()).hasSize(1);
        assertThat(program.preparation()).hasSize(2);
        assertThat(program.buffers(Buffer.Role.TEMPORARY)).isEmpty();
        assertThat(program.parameters())
                .extracting(Buffer::name)
                .containsExactly("conv1.weight", "batchnorm1.factor", "batchnorm1.summand");
    }

    @Test
    void batchNormEndsUpInTheDenseLayer() {
        assertThat(program("input 9; dense 40; batchnorm relu").steps()).hasSize(1);
        assertThat(program("input 5x9; conv 40 3; batchnorm affine=false; prelu 40")
                        .steps())
                .hasSize(1);
    }

    @Test
    void aResidualEndsUpInTheConvolution() {
        assertThat(program("input 8x9x9; relu; residual < conv 8 3 padding=1 bias=false; batchnorm >; relu")
                        .steps())
                .hasSize(2);
    }

    /** Thousands of functions on top of each other would be one expression that nothing can walk. */
    @Test
    void functionsOfFunctionsEndAtSomeDepth() {
        Program program = program("input 200; repeat 1000 < tanh; relu; abs >");
        assertThat(program.steps()).hasSizeBetween(10, 1000);
    }

    @Test
    void givenNumbersEndUpInTheDenseLayer() {
        Program program = program("input 9; dense 40; denormalize 1 2; flatten; relu");
        assertThat(program.steps()).hasSize(1);
    }
}
