package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.emit.Target;
import io.github.nnc.lower.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes of random networks that threads share have the bits of those that one thread computes. */
class RandomSharedPassesTest {

    private static final int COUNT = 60;
    private static final int CALLS = 2;
    private static final int MOST_THREADS = 3;

    /** Two iterations are enough for two threads, and nothing is written out. */
    private static final Thresholds SHARED = new Thresholds(0, 12, 4096, 8, 1 << 16, 32, 24, 1024, 16, 1, 8, 1);

    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(MOST_THREADS - 1);

    @AfterAll
    static void endThreads() {
        EXECUTOR.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void haveTheBitsOfOneThread(Target target) {
        List<CompiledNetwork.Weighted> models = IntStream.range(0, COUNT)
                .mapToObj(i -> Networks.model(RandomNetworks.of(i).text()))
                .map(model -> new CompiledNetwork.Weighted(model, Networks.weights(model, 7)))
                .toList();
        List<CompiledNetwork> serial = CompiledNetwork.all(models, target, SHARED);
        List<CompiledNetwork> shared = CompiledNetwork.allParallel(models, target, SHARED);
        for (int i = 0; i < COUNT; i++) {
            agree(serial.get(i), shared.get(i));
        }
        assertThat(shared.stream().filter(network -> network.source().source().contains("SharedLoop.run(")))
                .hasSizeGreaterThan(COUNT * 9 / 10);
    }

    /** Calls one after another, which go on from each other where state is carried. */
    private static void agree(CompiledNetwork serial, CompiledNetwork shared) {
        List<List<double[]>> expected = results(serial, 0);
        for (int threads = 0; threads <= MOST_THREADS; threads++) {
            List<List<double[]>> actual = results(shared, threads);
            for (int call = 0; call < CALLS; call++) {
                for (int output = 0; output < expected.get(call).size(); output++) {
                    assertThat(actual.get(call).get(output))
                            .as("output " + output + " in " + threads + " threads: "
                                    + shared.source().source())
                            .isEqualTo(expected.get(call).get(output));
                }
            }
        }
    }

    /** {@code threads}: 0 for the form without an executor. */
    private static List<List<double[]>> results(CompiledNetwork network, int threads) {
        Optional<Object> state = network.newState();
        List<List<double[]>> results = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            List<Tensor> inputs = Networks.inputsOfAnyLength(network.model(), call);
            results.add(
                    threads == 0 ? network.inPlace(inputs, state) : network.shared(inputs, state, EXECUTOR, threads));
        }
        return results;
    }
}
