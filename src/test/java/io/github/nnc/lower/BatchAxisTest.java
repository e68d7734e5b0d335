package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Interpreter;
import io.github.nnc.kernel.Program;
import io.github.nnc.model.Model;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.TestNetworks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A block of samples has the results of its samples, to the last bit, and is used where weights are many. */
class BatchAxisTest {

    private static final int SAMPLES = 8;

    @TestFactory
    Stream<DynamicTest> computesWhatSinglePassesDo() {
        return TestNetworks.all().stream()
                .filter(model -> Lower.direct(model).buffers().stream()
                        .allMatch(buffer -> buffer.shape().isFixed()))
                .map(model -> DynamicTest.dynamicTest(model.name() + " " + model.parameters(), () -> check(model)));
    }

    private static void check(Model model) {
        Program single = Lower.program(model, Thresholds.MEASURED.withLoops());
        Program block = BatchAxis.over(single, SAMPLES);
        Random random = new Random(3);
        Map<Buffer, double[]> weights = new HashMap<>();
        for (Buffer weight : single.buffers(Buffer.Role.WEIGHT)) {
            weights.put(weight, values(weight, random));
        }
        Map<Buffer, double[]> together = new HashMap<>(weights);
        List<Map<Buffer, double[]>> samples = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            samples.add(new HashMap<>(weights));
        }
        List<Buffer> inputs = single.buffers(Buffer.Role.INPUT);
        for (int i = 0; i < inputs.size(); i++) {
            List<double[]> drawn = new ArrayList<>();
            for (Map<Buffer, double[]> sample : samples) {
                sample.put(inputs.get(i), values(inputs.get(i), random));
                drawn.add(sample.get(inputs.get(i)));
            }
            together.put(block.buffers(Buffer.Role.INPUT).get(i), joined(drawn));
        }
        List<List<double[]>> expected = samples.stream()
                .map(given -> Interpreter.inFloat(single, given, Map.of()))
                .toList();
        List<double[]> actual = Interpreter.inFloat(block, together, Map.of());
        for (int output = 0; output < actual.size(); output++) {
            int at = output;
            assertThat(actual.get(output))
                    .isEqualTo(
                            joined(expected.stream().map(each -> each.get(at)).toList()));
        }
    }

    private static double[] values(Buffer buffer, Random random) {
        int size = buffer.shape().elements().intValueExact();
        if (buffer.element() == Buffer.Element.INT) {
            return random.ints(size, 0, 2).asDoubleStream().toArray();
        }
        // a variance is never negative
        double least = buffer.name().endsWith("running_var") ? 0.1 : -1;
        return random.doubles(size, least, 1).toArray();
    }

    private static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void paysWhereWeightsAreMany() {
        assertThat(block("input 784; dense 128 relu; dense 10")).isPresent();
        assertThat(block("input 64; repeat 16 < dense 64 relu >")).isPresent();
        assertThat(block("input 64; dense 64 relu; dense 10")).isEmpty();
    }

    @Test
    void leavesAloneWhatTokensAndPixelsShare() {
        assertThat(block("input 30x256; dense 512 relu; dense 256")).isEmpty();
        assertThat(block("input 64x16x16; conv 128 3; relu")).isEmpty();
    }

    @Test
    void leavesAloneWhatDependsOnCalls() {
        Thresholds eager = new Thresholds(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, SAMPLES);
        List<Model> others = new ArrayList<>(TestNetworks.carrying());
        others.add(TestNetworks.varying());
        assertThat(others)
                .allMatch(model -> BatchAxis.of(Lower.program(model), eager).isEmpty());
    }

    private static Optional<Program> block(String text) {
        return BatchAxis.of(Lower.program(Networks.model("model m < " + text + " >")), Thresholds.MEASURED);
    }
}
