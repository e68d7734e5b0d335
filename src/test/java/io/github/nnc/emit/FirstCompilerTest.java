package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * HotSpot's first compiler takes every vector kernel, in a JVM that has no other. One that it refuses may stay slow for
 * ever: see {@link VectorTile}.
 */
class FirstCompilerTest {

    private static final int CALLS = 30;

    private static final List<String> NETWORKS = List.of(
            "model m < input 32x16x16; residual < conv 32 3 padding=1; batchnorm relu; conv 32 3 padding=1; batchnorm"
                    + " >; relu; conv 64 3 stride=2 padding=1; batchnorm relu >",
            "model m < input 16x14x14; conv 96 1; batchnorm relu6; conv 96 3 padding=1 groups=96; batchnorm relu6;"
                    + " conv 16 1; batchnorm >",
            "model m < input 50x64; residual < layernorm; dense 256 gelu; dense 64 >; attention 4; dense 160 silu >");

    @Test
    void takesAllVectorKernels() throws IOException {
        for (String network : NETWORKS) {
            List<String> log = run(network);
            Pattern kernel = Pattern.compile("MVector::\\w*");
            assertThat(log.stream().filter(line -> kernel.matcher(line).find()))
                    .as(network)
                    .hasSizeGreaterThan(2);
            assertThat(log.stream().filter(line -> line.contains("COMPILE SKIPPED")))
                    .as(network)
                    .noneMatch(line -> kernel.matcher(line).find());
        }
    }

    private static List<String> run(String network) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dnnc.vector=always",
                        "-XX:TieredStopAtLevel=3",
                        "-XX:-BackgroundCompilation",
                        "-XX:+PrintCompilation",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstCompilerTest.class.getName(),
                        network)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.onExit().join().exitValue())
                .as(() -> String.join("\n", lines))
                .isZero();
        return lines;
    }

    /** @param arguments the text of a network */
    public static void main(String[] arguments) {
        Model model = Networks.model(arguments[0]);
        CompiledNetwork network = CompiledNetwork.all(
                        List.of(new CompiledNetwork.Weighted(model, Networks.weights(model, 1))), Target.VECTOR)
                .get(0);
        for (int call = 0; call < CALLS; call++) {
            List<Tensor> inputs = Networks.inputsOfAnyLength(model, call);
            network.inPlace(inputs, network.newState());
        }
    }
}
