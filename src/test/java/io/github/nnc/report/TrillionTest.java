package io.github.nnc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import io.github.nnc.testing.FilesInMemory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A network of 1.8 trillion parameters is counted exactly, at once, and refused with its size where it is compiled. */
class TrillionTest {

    private static final long FEATURES = 40_824;
    private static final long HIDDEN = 163_296;
    private static final int BLOCKS = 120;

    private static FileTree files(int blocks, long features, long hidden) {
        return FilesInMemory.ofTexts(Map.of("m.nn", """
            block layer(ff) <
              residual < dense (in / 2) tanh; dense (in * 2) >;
              residual < dense ff gelu; dense (in / 4) >
            >
            model lesson < input %d; repeat %d < layer %d > >
            """.formatted(features, blocks, hidden)));
    }

    private static String summary(FileTree files) {
        CheckResult checked = Compiler.check(files, "m.nn");
        assertThat(checked.diagnostics()).isEmpty();
        Model model = checked.models().get(0);
        return SummaryText.of(model, Compiler.cost(model));
    }

    private static BigInteger dense(long in, long out) {
        return BigInteger.valueOf(in).multiply(BigInteger.valueOf(out)).add(BigInteger.valueOf(out));
    }

    private static BigInteger parameters() {
        return dense(FEATURES, FEATURES / 2)
                .add(dense(FEATURES / 2, FEATURES))
                .add(dense(FEATURES, HIDDEN))
                .add(dense(HIDDEN, FEATURES))
                .multiply(BigInteger.valueOf(BLOCKS));
    }

    @Test
    void isSummedUpInLessThanASecond() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        // classes are loaded by another network
        summary(files(3, 8, 32));
        FileTree files = files(BLOCKS, FEATURES, HIDDEN);
        long before = threads.getCurrentThreadCpuTime();
        String summary = summary(files);
        double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
        assertThat(parameters()).isBetween(new BigInteger("1795000000000"), new BigInteger("1805000000000"));
        assertThat(summary)
                .contains(String.format(Locale.ROOT, "%,d parameters (1.8 trillion)", parameters()))
                .contains(String.format(Locale.ROOT, "%,d multiply-adds", multiplyAdds()));
        assertThat(seconds)
                .as("%.3f seconds of processor time for the summary", seconds)
                .isLessThan(1);
    }

    private static BigInteger multiplyAdds() {
        BigInteger square = BigInteger.valueOf(FEATURES).pow(2);
        BigInteger wide = BigInteger.valueOf(FEATURES).multiply(BigInteger.valueOf(HIDDEN));
        return square.add(wide.shiftLeft(1)).multiply(BigInteger.valueOf(BLOCKS));
    }

    @Test
    void isRefusedWithItsSize() {
        CompileResult result = Compiler.compile(new CompileRequest(
                files(BLOCKS, FEATURES, HIDDEN),
                List.of(new CompileRequest.Source("m.nn", "com.example")),
                Optional.empty(),
                false,
                Optional.empty()));
        assertThat(result.sources()).isEmpty();
        assertThat(result.diagnostics().stream().map(Diagnostic::message))
                .containsExactly(
                        "the tensor `layer1.dense3.weight` is too large to compile:"
                                + " 163296x40824 has 6,666,395,904 numbers",
                        "the tensor `layer1.dense4.weight` is too large to compile:"
                                + " 40824x163296 has 6,666,395,904 numbers");
    }
}
