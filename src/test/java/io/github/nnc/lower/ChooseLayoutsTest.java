package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Temporaries lie as the innermost loops walk them; what the caller hands over and gets keeps its order. */
class ChooseLayoutsTest {

    private static final Thresholds LOOPS =
            new Thresholds(0, 12, Long.MAX_VALUE, Long.MAX_VALUE, 0, 32, Long.MAX_VALUE);

    private static Program program(String body) {
        return Lower.program(Networks.model("model m < " + body + " >"), LOOPS);
    }

    private static List<Shape> temporaries(Program program) {
        return program.buffers(Buffer.Role.TEMPORARY).stream()
                .map(Buffer::shape)
                .toList();
    }

    private static List<Long> parallel(Step.Nest nest) {
        return nest.parallel().stream().map(Axis::extent).map(e -> e.max()).toList();
    }

    @Test
    void channelsComeLastBetweenConvolutions() {
        Program program = program("input 3x8x9; conv 16 3 relu; maxpool 2; conv 20 3");
        assertThat(temporaries(program)).containsExactly(Shape.of(6, 7, 16), Shape.of(3, 3, 16));
        List<Step.Nest> nests = Reads.nests(program.steps());
        assertThat(parallel(nests.get(0))).containsExactly(6L, 7L, 16L);
        assertThat(parallel(nests.get(1))).containsExactly(3L, 3L, 16L);
        assertThat(nests.get(2).target().buffer().shape()).isEqualTo(Shape.of(20, 1, 1));
    }

    @Test
    void whatTheCallerGetsStaysAsItIs() {
        Program program = program("input 3x8x9; conv 16 3; relu");
        assertThat(temporaries(program)).isEmpty();
        Step.Nest nest = Reads.nests(program.steps()).get(0);
        assertThat(nest.target().buffer().shape()).isEqualTo(Shape.of(16, 6, 7));
    }

    @Test
    void aDenseLayerReadsFlattenedChannelsWhereTheyLie() {
        Program program = program("input 3x8x9; conv 16 3; flatten; dense 30");
        assertThat(temporaries(program)).containsExactly(Shape.of(6, 7, 16));
        Step.Nest dense = Reads.nests(program.steps()).get(1);
        Contraction rows = Contraction.ofRows(dense, LOOPS).orElseThrow();
        assertThat(dense.reduction()).extracting(axis -> axis.extent().max()).containsExactly(42L, 16L);
        assertThat(rows.input().indices().get(1)).isEqualTo(Index.of(rows.run()));
    }

    @Test
    void aPointwiseConvolutionWalksTheWholeMap() {
        Program program = program("input 3x8x9; conv 16 3; conv 20 1; conv 24 1; global_avgpool");
        assertThat(parallel(Reads.nests(program.steps()).get(1))).containsExactly(42L, 20L);
        assertThat(parallel(Reads.nests(program.steps()).get(2))).containsExactly(42L, 24L);
    }

    @Test
    void aResidualIsOneRunOfMemory() {
        Program program = program("input 3x8x9; conv 16 3 padding=1; relu;"
                + " residual < conv 16 3 padding=1; relu; conv 16 3 padding=1 >; relu; global_avgpool");
        assertThat(temporaries(program)).allMatch(shape -> shape.last().max() == 16);
    }

    @Test
    void patchesBecomeTokensWithoutACopy() {
        Program program = program("input 3x8x8; conv 32 4 stride=4; reshape 32x4; transpose; attention 4; dense 16");
        assertThat(Reads.nests(program.steps())
                        .get(0)
                        .target()
                        .buffer()
                        .shape()
                        .last()
                        .max())
                .isEqualTo(32);
        assertThat(Reads.nests(program.steps()))
                .noneMatch(nest -> nest.reduce() == Step.Reduction.NONE
                        && nest.body() instanceof Expression.Load
                        && nest.epilogue() instanceof Expression.Reduced);
    }

    @Test
    void tokensStayInTheirOrder() {
        Program program = program("input 20x32; attention 4; dense 48 relu; dense 32; layernorm");
        List<Shape> before = temporaries(Lower.rewritten(
                Lower.direct(
                        Networks.model("model m < input 20x32; attention 4; dense 48 relu; dense 32; layernorm >")),
                new Thresholds(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 0, 32, Long.MAX_VALUE)));
        assertThat(temporaries(program)).isEqualTo(before);
    }
}
