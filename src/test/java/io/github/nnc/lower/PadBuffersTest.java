package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.Networks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read often beyond its borders has margins, and nobody asks where a border is. */
class PadBuffersTest {

    private static Program program(String body) {
        Program program = Lower.direct(Networks.model("model m < " + body + " >"));
        for (Pass pass : List.of(new DropCopies(), new FuseElementwise(), new PadBuffers(Thresholds.MEASURED))) {
            program = pass.apply(program);
        }
        return program;
    }

    private static Stream<Access> guarded(Program program) {
        return Reads.nests(program.steps()).stream()
                .flatMap(nest -> Reads.of(nest).stream())
                .filter(access -> access.outside().isPresent());
    }

    private static List<Shape> temporaries(Program program) {
        return program.buffers(Buffer.Role.TEMPORARY).stream()
                .map(Buffer::shape)
                .toList();
    }

    @Test
    void whatAConvolutionWritesForAnotherGrows() {
        Program program = program("input 3x20x20; conv 16 3 relu; conv 16 3 padding=1 relu");
        assertThat(guarded(program)).isEmpty();
        assertThat(temporaries(program)).containsExactly(Shape.of(16, 20, 20));
        // the sides of each axis are one nest
        assertThat(program.steps()).hasSize(4);
    }

    @Test
    void anInputIsCopiedForThoseWhoLeaveItOnly() {
        Program program = program("input 3x20x20; residual < conv 16 3 padding=1; conv 3 1 >");
        assertThat(guarded(program)).isEmpty();
        assertThat(temporaries(program)).contains(Shape.of(3, 22, 22));
        Buffer input = program.buffers(Buffer.Role.INPUT).get(0);
        assertThat(Uses.of(program.steps()).readers(input)).hasSize(2);
    }

    @Test
    void sidesMayDifferAndOneMayHaveNone() {
        assertThat(temporaries(program("input 3x40; conv 16 3; conv 16 5 padding=causal")))
                .containsExactly(Shape.of(16, 42));
    }

    @Test
    void stridesThatLeaveTheLastMarginOutKeepShapesAlike() {
        Program program = program("input 3x20x20; conv 16 3; conv 16 3 padding=1 stride=2");
        assertThat(temporaries(program)).containsExactly(Shape.of(16, 20, 20));
    }

    @Test
    void whatIsReadSeldomKeepsItsGuards() {
        assertThat(guarded(program("input 3x20x20; conv 16 3; maxpool 3 stride=2 padding=1")))
                .hasSize(1);
        assertThat(guarded(program("input 1x5x5; conv 4 3 padding=1"))).hasSize(1);
    }

    @Test
    void twoWhoFindDifferentThingsOutsideKeepTheirGuards() {
        Program program =
                program("input 3x20x20; conv 16 3;" + " concat < conv 16 3 padding=1 | maxpool 3 stride=1 padding=1 >");
        assertThat(guarded(program)).hasSize(2);
    }

    @Test
    void lengthsThatVaryKeepTheirGuards() {
        assertThat(guarded(program("input (3 x ..40); conv 16 3 padding=1"))).hasSize(1);
    }
}
