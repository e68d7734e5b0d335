package io.github.nnc.bench;

import io.github.nnc.bench.contenders.Contender;
import io.github.nnc.bench.forks.BatchPoint;
import io.github.nnc.emit.Target;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * One way to compute a batch alone, for JMH's profilers: {@code BatchBenchmark -p way=TWO_THREADS -prof gc}. Ways are
 * compared by {@link BatchTimes}, which runs them by turns in the same JVM; JMH cannot.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BatchBenchmark {

    /** The widths of the input and of all layers. */
    @Param("784 128 10")
    public String widths;

    @Param({"PLAIN", "VECTOR"})
    public Target target;

    /** The samples of a call. */
    @Param("64")
    public int samples;

    @Param({"SINGLE", "BLOCKS_OF_8", "TWO_THREADS"})
    public BatchPoint.Way way;

    private Contender contender;

    /** Compiles the network. */
    @Setup
    public void prepare() throws Exception {
        contender = BatchPoint.contender(widths, target, samples, way);
    }

    /** One batch. */
    @Benchmark
    public void batch() throws Exception {
        contender.run();
    }
}
