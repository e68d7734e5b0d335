package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.model.Model;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.Tensor;
import io.github.nnc.testing.TestNetworks;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches, in one thread and over several: with blocks of samples and without, any number of inputs and outputs. */
class BatchTest {

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

    private static final List<CompiledNetwork> NETWORKS = CompiledNetwork.all(Stream.of(
                    "model m < input 3; dense 4 relu; dense 2 softmax >",
                    "model m < input 784; dense 128 relu; dense 10 softmax >",
                    "model m < input tokens=42; embedding 400; dense 300 >",
                    "model m < input 5 tokens=9; embedding 80; flatten; dense 300 relu; dense 3 >",
                    "model m < left: input 7; executor: input 7; add left executor; sum: dense 5; from left;"
                            + " count: dense 3; output sum, count >",
                    "model m < input 2x6x6; conv 4 3 relu; maxpool 2; flatten; dense 3 >")
            .map(Networks::model)
            .map(model -> new CompiledNetwork.Weighted(model, Networks.weights(model, 4)))
            .toList());

    @AfterAll
    static void endThreads() {
        THREADS.shutdown();
    }

    private static List<List<Tensor>> rows(CompiledNetwork network, int count) {
        return IntStream.range(0, count)
                .mapToObj(row -> Networks.inputs(network.model(), row))
                .toList();
    }

    @Test
    void someRunInBlocks() {
        assertThat(NETWORKS.stream().map(network -> network.source().source().contains(" void block(")))
                .containsExactly(false, true, true, true, false, false);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "7, 2", "8, 1", "9, 2", "16, 2", "19, 3", "50, 3", "50, 70"})
    void sharesHaveTheBitsOfSinglePasses(int count, int shares) {
        for (CompiledNetwork network : NETWORKS) {
            List<List<Tensor>> rows = rows(network, count);
            List<double[]> expected = network.batch(rows);
            for (int row = 0; row < rows.size(); row++) {
                List<double[]> single = network.simple(rows.get(row));
                for (int output = 0; output < single.size(); output++) {
                    int size = single.get(output).length;
                    assertThat(Arrays.copyOfRange(expected.get(output), row * size, (row + 1) * size))
                            .isEqualTo(single.get(output));
                }
            }
            List<double[]> spread = network.batch(rows, THREADS, shares);
            for (int output = 0; output < expected.size(); output++) {
                assertThat(spread.get(output)).isEqualTo(expected.get(output));
            }
        }
    }

    @Test
    void allocatesNothingInOneThread() {
        for (CompiledNetwork network : NETWORKS) {
            assertThat(network.allocatedByBatches(rows(network, 19), 100))
                    .as(network.source().source())
                    .isLessThan(1_000);
        }
    }

    @Test
    void sharesAllocateNothingForEachSample() {
        for (CompiledNetwork network : NETWORKS) {
            long few = network.allocatedByShares(rows(network, 3), 3, 100);
            long many = network.allocatedByShares(rows(network, 300), 3, 100);
            assertThat(few).isBetween(1L, 100 * 1_000L);
            assertThat(many - few).as(network.source().source()).isLessThan(1_000);
        }
    }

    /** One network with floats alone, to be called with any arguments. */
    private record Called(Generated generated, Object network, Class<?> workspace) {

        static Called of(Model model) throws ReflectiveOperationException {
            Generated generated = Generated.of(model);
            Object network = generated.random(1);
            return new Called(
                    generated,
                    network,
                    generated.type().getMethod("newWorkspace").invoke(network).getClass());
        }

        Object workspaces(int count) throws ReflectiveOperationException {
            Object workspaces = Array.newInstance(workspace, count);
            for (int i = 0; i < count; i++) {
                Array.set(
                        workspaces,
                        i,
                        generated.type().getMethod("newWorkspace").invoke(network));
            }
            return workspaces;
        }

        void forward(Object xs, float[] ys, int count, Executor executor, Object workspaces) throws Throwable {
            try {
                generated
                        .type()
                        .getMethod(
                                "forward",
                                xs.getClass(),
                                float[].class,
                                int.class,
                                Executor.class,
                                workspaces.getClass())
                        .invoke(network, xs, ys, count, executor, workspaces);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    @Test
    void noPassesAreABatch() throws Throwable {
        Called net = Called.of(TestNetworks.heavy());
        net.forward(new float[0], new float[0], 0, THREADS, net.workspaces(3));
    }

    @Test
    void refusesWhatDoesNotFitBeforeAnyThreadBegins() throws ReflectiveOperationException {
        Called net = Called.of(TestNetworks.catDog());
        Executor none = task -> {
            throw new AssertionError("nothing is to be run");
        };
        assertThatThrownBy(() -> net.forward(new float[8], new float[6], 3, none, net.workspaces(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("xs has length 8, but needs 9 from index 0");
        assertThatThrownBy(() -> net.forward(new float[9], new float[5], 3, none, net.workspaces(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ys has length 5, but needs 6 from index 0");
        assertThatThrownBy(() -> net.forward(new float[9], new float[6], -1, none, net.workspaces(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> net.forward(new float[9], new float[6], 3, none, net.workspaces(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch needs a workspace");
        Object twice = net.workspaces(2);
        Array.set(twice, 1, Array.get(twice, 0));
        assertThatThrownBy(() -> net.forward(new float[9], new float[6], 3, none, twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duplicate");
    }

    @Test
    void aShareThatFailsFailsTheBatch() throws ReflectiveOperationException {
        Called net = Called.of(Networks.model("model m < input tokens=42; embedding 4; dense 3 >"));
        int[] ids = new int[40];
        ids[33] = 42;
        assertThatThrownBy(() -> net.forward(ids, new float[120], 40, THREADS, net.workspaces(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x is 42, but must be 0 to 41");
    }

    @Test
    void anExecutorThatTakesNothingFailsTheBatch() throws ReflectiveOperationException {
        Called net = Called.of(TestNetworks.catDog());
        ExecutorService ended = Executors.newSingleThreadExecutor();
        ended.shutdown();
        assertThatThrownBy(() -> net.forward(new float[9], new float[6], 3, ended, net.workspaces(2)))
                .isInstanceOf(RejectedExecutionException.class);
    }

    /** Outputs are complete, the flag is still set, and nobody writes once the method has returned. */
    @Test
    void anInterruptedThreadGetsItsBatch() throws Throwable {
        Called net = Called.of(TestNetworks.wide());
        int in = net.generated.type().getField("INPUT_SIZE").getInt(null);
        int out = net.generated.type().getField("OUTPUT_SIZE").getInt(null);
        float[] xs = new float[200 * in];
        Arrays.fill(xs, 0.5f);
        float[] expected = new float[200 * out];
        net.forward(xs, expected, 200, Runnable::run, net.workspaces(1));
        for (int round = 0; round < 20; round++) {
            float[] ys = new float[200 * out];
            Thread.currentThread().interrupt();
            net.forward(xs, ys, 200, THREADS, net.workspaces(3));
            float[] returned = ys.clone();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(returned).isEqualTo(expected);
            Arrays.fill(ys, -1);
            Thread.sleep(2);
            assertThat(ys).containsOnly(-1);
        }
    }
}
