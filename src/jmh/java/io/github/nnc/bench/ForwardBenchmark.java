package io.github.nnc.bench;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One call for one sample: the generated class, and ONNX Runtime with the same weights, in one run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ForwardBenchmark {

    /** Which network. */
    @Param({"cat_dog", "iris", "64-64-10", "784-128-10"})
    public String network;

    private Path folder;
    private BiConsumer<float[], float[]> generated;
    private OnnxRival rival;
    private float[] input;
    private float[] output;

    /** Builds both sides and compares them. */
    @Setup
    public void build() throws IOException, OrtException {
        folder = Files.createTempDirectory("nnc-bench");
        DenseChain chain = Networks.chain(network);
        Path text = Networks.write(chain, folder);
        input = new float[chain.inputSize()];
        output = new float[chain.outputSize()];
        generated = CompiledNetwork.forward(CompiledNetwork.generate(text), className(chain));
        byte[] onnx = chain.toOnnx(Networks.weights(chain, folder)).toByteArray();
        rival = new OnnxRival(onnx, chain.inputSize(), chain.outputSize());
        compare();
    }

    /** The generated class. */
    @Benchmark
    public float[] nnc() {
        generated.accept(input, output);
        return output;
    }

    /** ONNX Runtime. */
    @Benchmark
    public FloatBuffer onnxRuntime() throws OrtException {
        return rival.run();
    }

    /** Closes the session, removes the files. */
    @TearDown
    public void close() throws IOException, OrtException {
        rival.close();
        try (Stream<Path> files = Files.walk(folder).sorted(Comparator.reverseOrder())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
    }

    private void compare() throws OrtException {
        Random random = new Random(1);
        float[] expected = new float[output.length];
        for (int sample = 0; sample < 100; sample++) {
            for (int i = 0; i < input.length; i++) {
                input[i] = 4 * random.nextFloat() - 2;
            }
            rival.fill(input);
            rival.run().get(0, expected);
            generated.accept(input, output);
            Agreement.check(network, output, expected);
        }
    }

    private static String className(DenseChain chain) {
        StringBuilder name = new StringBuilder();
        for (String part : chain.name().split("_")) {
            name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return name.toString();
    }
}
