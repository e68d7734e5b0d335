package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.testing.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropCopiesTest {

    private static Program program(String text) {
        return new DropCopies().apply(Lower.direct(Networks.model(text)));
    }

    private static List<String> written(Program program) {
        return Reads.nests(program.steps()).stream()
                .map(nest -> nest.target().buffer().name())
                .toList();
    }

    @Test
    void aParameterIsReadWhereItIsStored() {
        Program program = program("model m < x: input 4x8; pos: parameter 4x8; y: add x; output y >");
        assertThat(written(program)).containsExactly("y");
        assertThat(program.buffers(Buffer.Role.TEMPORARY)).isEmpty();
    }

    @Test
    void aParameterThatIsAnOutputIsCopiedOnce() {
        Program program = program("model m < x: input 4; pos: parameter 4; y: add x; output y, pos >");
        assertThat(written(program)).containsExactly("y", "pos");
    }
}
