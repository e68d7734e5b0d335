package io.github.nnc.bench;

import io.github.nnc.bench.contenders.Contender;
import io.github.nnc.bench.contenders.Contenders;
import io.github.nnc.bench.contenders.GeneratedContender;
import io.github.nnc.bench.models.Prepared;
import io.github.nnc.bench.models.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/**
 * One contender alone on one network, for JMH's profilers: {@code ForwardBenchmark -p network=conv -prof gc}. Contenders
 * are compared by the {@link Suite}, which runs them by turns in the same JVM; JMH cannot.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ForwardBenchmark {

    /** Which network. */
    @Param({"3-4-2", "64-64-10", "784-128-10"})
    public String network;

    /** Who runs it. */
    @Param({Contenders.PLAIN, Contenders.VECTOR, Contenders.ONNX_RUNTIME})
    public String contender;

    private Path folder;
    private Contenders contenders;
    private Contender chosen;

    /** Prepares the network, and waits for kernels to be warm. */
    @Setup
    public void prepare() throws Exception {
        folder = Files.createTempDirectory("nnc-bench");
        contenders = Contenders.open(Prepared.write(Subjects.named(network), folder, List.of(1), folder), 1);
        chosen = contenders.all().get(contender);
        if (chosen instanceof GeneratedContender generated) {
            generated.warmUp();
        }
    }

    /** One call. */
    @Benchmark
    public void forward() throws Exception {
        chosen.run();
    }

    /** Closes what was opened, removes the files. */
    @TearDown
    public void remove() throws IOException {
        contenders.close();
        Folders.delete(folder);
    }
}
