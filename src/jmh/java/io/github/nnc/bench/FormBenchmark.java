package io.github.nnc.bench;

import io.github.nnc.inmemory.MemoryLoader;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One dense layer with relu in each form of code: where one form gives way to the next. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class FormBenchmark {

    /** Form and number of neurons; straight-line code for more than 24 has more bytes than HotSpot compiles. */
    @Param({
        "straight_line-4",
        "loop-4",
        "locals-4",
        "rows-4",
        "straight_line-8",
        "loop-8",
        "locals-8",
        "rows-8",
        "straight_line-16",
        "loop-16",
        "locals-16",
        "rows-16",
        "straight_line-24",
        "loop-24",
        "locals-24",
        "rows-24",
        "loop-32",
        "locals-32",
        "rows-32",
        "loop-64",
        "locals-64",
        "rows-64",
        "loop-128",
        "locals-128",
        "rows-128",
        "loop-512",
        "locals-512",
        "rows-512"
    })
    public String form;

    private BiConsumer<float[], float[]> layer;
    private float[] input;
    private float[] output;

    /** Compiles the form and compares it with sums in double precision. */
    @Setup
    public void build() throws ReflectiveOperationException {
        int dash = form.indexOf('-');
        int size = Integer.parseInt(form.substring(dash + 1));
        DenseForm kind = DenseForm.valueOf(form.substring(0, dash).toUpperCase(Locale.ROOT));
        Random random = new Random(size);
        float[] weights = values(size * size, random);
        float[] biases = values(size, random);
        input = values(size, random);
        output = new float[size];
        layer = load(kind.source(size), weights, biases);
        layer.accept(input, output);
        Agreement.check(form, output, expected(weights, biases));
    }

    /** One pass through the layer. */
    @Benchmark
    public float[] dense() {
        layer.accept(input, output);
        return output;
    }

    @SuppressWarnings("unchecked") // the source says so
    private static BiConsumer<float[], float[]> load(String source, float[] weights, float[] biases)
            throws ReflectiveOperationException {
        Map<String, byte[]> classes =
                Javac.compile(Map.of("bench/Form.java", source)).classes();
        return (BiConsumer<float[], float[]>) new MemoryLoader(classes, Map.of())
                .loadClass("bench.Form")
                .getConstructor(float[].class, float[].class)
                .newInstance(weights, biases);
    }

    private float[] expected(float[] weights, float[] biases) {
        float[] expected = new float[biases.length];
        for (int j = 0; j < expected.length; j++) {
            double sum = biases[j];
            for (int k = 0; k < input.length; k++) {
                sum += (double) input[k] * weights[j * input.length + k];
            }
            expected[j] = (float) Math.max(0, sum);
        }
        return expected;
    }

    private static float[] values(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (2 * random.nextFloat() - 1) / (float) Math.sqrt(Math.max(1, count));
        }
        return values;
    }
}
