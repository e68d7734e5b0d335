package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.model.Model;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that never live at the same time share memory in networks of real size. */
class ZooMemoryTest {

    /** A residual network needs at least two values at a time, a third one while it adds. */
    @ParameterizedTest
    @CsvSource({"resnet18, 1.2", "vgg16, 1.0", "mobilenet_v2, 1.2", "gpt2_small, 1.2"})
    void takesLittleMoreThanTheTwoLargestValuesOfOneTime(String name, double share) {
        Model model = Compiler.check(new DiskFiles(Path.of("samples/zoo")), name + ".nn")
                .models()
                .get(0);
        Program program = Lower.program(model);
        double least = twoLargest(program).doubleValue();
        assertThat(least).isPositive();
        assertThat(MemoryPlan.of(program).size().doubleValue()).isLessThanOrEqualTo(share * least);
    }

    /** The largest sum of two values of which one step reads the one and writes or reads the other. */
    private static BigInteger twoLargest(Program program) {
        BigInteger most = BigInteger.ZERO;
        for (Step.Nest nest : Reads.nests(program.steps())) {
            Set<Buffer> touched = Uses.buffersRead(nest);
            touched.add(nest.target().buffer());
            List<BigInteger> sizes = new ArrayList<>();
            for (Buffer buffer : touched) {
                if (buffer.role() == Buffer.Role.TEMPORARY) {
                    sizes.add(buffer.shape().elements());
                }
            }
            most = most.max(
                    sizes.stream().sorted(Comparator.reverseOrder()).limit(2).reduce(BigInteger.ZERO, BigInteger::add));
        }
        return most;
    }
}
