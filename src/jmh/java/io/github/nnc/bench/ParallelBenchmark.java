package io.github.nnc.bench;

import io.github.nnc.bench.models.Checked;
import io.github.nnc.bench.models.Subjects;
import io.github.nnc.bench.models.Timed;
import io.github.nnc.emit.Target;
import io.github.nnc.model.Model;
import java.util.Arrays;
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

/** A single pass of a large network over several threads; with one thread, by the class that is built without the option. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ParallelBenchmark {

    /** The name of a network of the suite, or the widths of the input and of dense layers. */
    @Param({"resnet18", "784-2048-2048-10"})
    public String network;

    @Param({"PLAIN", "VECTOR"})
    public Target target;

    @Param({"1", "2"})
    public int threads;

    private BiConsumer<float[], float[]> pass;
    private float[] input;
    private float[] output;

    /** Compiles the network, whose vector kernels run from the first call on. */
    @Setup
    public void prepare() throws Exception {
        System.setProperty("nnc.vector", "always");
        Model model = Timed.model(text());
        pass = Timed.pass(model, target, threads);
        input = new float[Checked.inputSize(model)];
        output = new float[Checked.outputSize(model)];
        Random random = new Random(5);
        for (int i = 0; i < input.length; i++) {
            input[i] = 2 * random.nextFloat() - 1;
        }
    }

    private String text() {
        if (!network.matches("[0-9]+(-[0-9]+)+")) {
            return Subjects.named(network).text();
        }
        int[] widths =
                Arrays.stream(network.split("-")).mapToInt(Integer::parseInt).toArray();
        return Subjects.dense(network, widths[0], Arrays.copyOfRange(widths, 1, widths.length))
                .text();
    }

    /** One pass. */
    @Benchmark
    public float[] forward() {
        pass.accept(input, output);
        return output;
    }
}
