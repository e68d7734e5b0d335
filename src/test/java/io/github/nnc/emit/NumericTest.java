package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Interpreter;
import io.github.nnc.kernel.Program;
import io.github.nnc.lower.Lower;
import io.github.nnc.model.Model;
import io.github.nnc.support.WeightVariants;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import io.github.nnc.testing.TestNetworks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What generated classes compute is what the interpreter makes of the layers' own loops. */
class NumericTest {

    private static final long SEED = 42;

    @TestFactory
    Stream<DynamicTest> agreesWithTheInterpreter() {
        return TestNetworks.all().stream()
                .map(model -> DynamicTest.dynamicTest(model.name() + " " + model.parameters(), () -> check(model)));
    }

    private static void check(Model model) throws ReflectiveOperationException {
        Program program = Lower.direct(model);
        Map<Extent, Long> lengths = new HashMap<>();
        program.buffers()
                .forEach(buffer -> buffer.shape().extents().stream()
                        .filter(extent -> !extent.isFixed())
                        .forEach(extent -> lengths.put(extent, extent.max() - 2)));
        Map<Buffer, double[]> given = weights(model, program);
        List<Object> arguments = new ArrayList<>();
        Random random = new Random(3);
        List<Buffer> inputs = program.buffers(Buffer.Role.INPUT);
        for (int i = 0; i < inputs.size(); i++) {
            double[] exact = values(model.inputs().get(i).value().type(), size(inputs.get(i), lengths), random);
            arguments.add(
                    inputs.get(i).element() == Buffer.Element.INT
                            ? Arrays.stream(exact)
                                    .mapToInt(value -> (int) value)
                                    .toArray()
                            : floats(exact));
            given.put(inputs.get(i), exact);
        }
        List<double[]> expected = Interpreter.inDouble(program, given, lengths);
        Generated generated = Generated.of(model);
        List<float[]> actual = generated.outputs(generated.random(SEED), arguments);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertAgree(expected.get(i), actual.get(i), generated.source().source());
        }
    }

    private static double[] values(TensorType type, int count, Random random) {
        double[] values = new double[count];
        Arrays.setAll(
                values,
                i -> type.isIds() ? random.nextInt((int) type.vocabulary().getAsLong()) : random.nextFloat() * 4 - 2);
        return values;
    }

    private static float[] floats(double[] exact) {
        float[] values = new float[exact.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) exact[i];
        }
        return values;
    }

    /** By the project's measure: 1e-6 + 1e-5 of the largest value. */
    static void assertAgree(double[] expected, float[] actual, String source) {
        assertThat(actual).as(source).hasSameSizeAs(expected);
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("value %s: %s instead of %s in%n%s", i, actual[i], expected[i], source)
                    .isLessThanOrEqualTo(1e-6 + 1e-5 * largest);
        }
    }

    private static Map<Buffer, double[]> weights(Model model, Program program) {
        TensorTable table = TensorTable.of(model);
        float[][] values = new WeightVariants(table.text()).random(SEED);
        Map<Buffer, double[]> given = new HashMap<>();
        for (Buffer weight : program.buffers(Buffer.Role.WEIGHT)) {
            float[] tensor = values[table.row(weight.name())];
            double[] exact = new double[tensor.length];
            for (int i = 0; i < exact.length; i++) {
                exact[i] = tensor[i];
            }
            given.put(weight, exact);
        }
        return given;
    }

    private static int size(Buffer buffer, Map<Extent, Long> lengths) {
        long size = 1;
        for (Extent extent : buffer.shape().extents()) {
            size *= lengths.getOrDefault(extent, extent.max());
        }
        return Math.toIntExact(size);
    }
}
