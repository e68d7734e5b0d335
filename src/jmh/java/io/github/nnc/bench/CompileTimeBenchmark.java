package io.github.nnc.bench;

import io.github.nnc.compiler.CompileResult;
import io.github.nnc.inmemory.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * How long it takes to compile dense layers of 64 in a row: nnc alone, and javac on what it generated. Warmed up by
 * time, so that shallow networks find the same compiled compiler as deep ones.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CompileTimeBenchmark {

    /** How many layers. */
    @Param({"10", "30", "100", "300", "1000"})
    public int depth;

    private Path file;
    private CompileResult generated;

    /** Writes the network; no weights, whose reading would be measured instead. */
    @Setup
    public void write() throws IOException {
        StringBuilder text = new StringBuilder("model deep <\n  input 64;\n");
        for (int layer = 0; layer < depth; layer++) {
            text.append("  dense 64 relu;\n");
        }
        file = Files.createTempFile("nnc-bench", ".nn");
        Files.writeString(file, text.append(">\n"));
        generated = CompiledNetwork.generate(file);
    }

    /** From the text to Java sources. */
    @Benchmark
    public CompileResult nnc() {
        return CompiledNetwork.generate(file);
    }

    /** From Java sources to classes. */
    @Benchmark
    public Compilation javac() {
        return Javac.compile(generated.sources());
    }

    /** Removes the file. */
    @TearDown
    public void remove() throws IOException {
        Files.delete(file);
    }
}
