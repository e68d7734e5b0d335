package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Interpreter;
import io.github.nnc.kernel.Program;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.testing.TestNetworks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every pass leaves alone what every test network computes. */
class PassesTest {

    /** Slices, panels and blocks of samples for networks of any size. */
    private static final Thresholds IN_BLOCKS = new Thresholds(128, 12, 4096, 8, 0, 32, 24, 1024, 16, 1, 2);

    @TestFactory
    Stream<DynamicTest> leaveTheResultAlone() {
        return Stream.of(Thresholds.MEASURED, IN_BLOCKS)
                .flatMap(thresholds -> Stream.concat(TestNetworks.all().stream(), TestNetworks.carrying().stream())
                        .map(model -> DynamicTest.dynamicTest(
                                model.name() + " " + model.parameters(), () -> check(model, thresholds))));
    }

    /** Every pass, one after the other, leaves alone what a network computes; says what they make of it. */
    static Program check(Model model, Thresholds thresholds) {
        Program program = Lower.direct(model);
        Map<Extent, Long> lengths = lengths(program);
        Map<Buffer, double[]> given = given(program, lengths);
        List<double[]> expected = twice(program, given, lengths);
        for (Pass pass : Lower.passes(thresholds)) {
            program = pass.apply(program);
            List<double[]> actual = twice(program, given, lengths);
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(distance(expected.get(i), actual.get(i)))
                        .as("after %s", pass.getClass().getSimpleName())
                        .isLessThan(1e-12);
            }
        }
        return program;
    }

    /** The outputs of two calls, the second of which goes on from the first where the program carries. */
    private static List<double[]> twice(Program program, Map<Buffer, double[]> given, Map<Extent, Long> lengths) {
        Interpreter interpreter = Interpreter.of(program);
        List<double[]> outputs = new ArrayList<>(interpreter.call(given, lengths));
        outputs.addAll(interpreter.call(given, lengths));
        return outputs;
    }

    private static double distance(double[] expected, double[] actual) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            // NaN stands for what was never stored: beyond a length that varies, in both
            double difference =
                    Double.isNaN(expected[i]) && Double.isNaN(actual[i]) ? 0 : Math.abs(expected[i] - actual[i]);
            largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
        }
        return largest;
    }

    private static Map<Extent, Long> lengths(Program program) {
        Map<Extent, Long> lengths = new HashMap<>();
        program.buffers()
                .forEach(buffer -> buffer.shape().extents().stream()
                        .filter(extent -> !extent.isFixed())
                        .forEach(extent -> lengths.put(extent, extent.max() - 2)));
        return lengths;
    }

    private static Map<Buffer, double[]> given(Program program, Map<Extent, Long> lengths) {
        Random random = new Random(7);
        Map<Buffer, double[]> given = new HashMap<>();
        for (Buffer buffer : program.buffers()) {
            if (buffer.role() == Buffer.Role.INPUT || buffer.role() == Buffer.Role.WEIGHT) {
                long size = 1;
                for (Extent extent : buffer.shape().extents()) {
                    size *= lengths.getOrDefault(extent, extent.max());
                }
                given.put(buffer, given(buffer, (int) size, random));
            }
        }
        return given;
    }

    private static double[] given(Buffer buffer, int size, Random random) {
        if (buffer.element() == Buffer.Element.INT) {
            return random.ints(size, 0, 2).asDoubleStream().toArray();
        }
        // a variance is never negative
        double least = buffer.name().endsWith("running_var") ? 0.1 : -1;
        return random.doubles(size, least, 1).toArray();
    }
}
