package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.model.Model;
import io.github.nnc.testing.TestNetworks;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the methods of generated classes promise beyond their numbers. */
class ForwardTest {

    static List<Model> oneInputOneOutput() {
        return List.of(
                TestNetworks.catDog(),
                TestNetworks.iris(),
                TestNetworks.digits(),
                TestNetworks.tokens(),
                TestNetworks.wide(),
                TestNetworks.heavy());
    }

    /** A network and what is needed to call it without reflection in between. */
    private record Running(Generated generated, Object net, int in, int out) {

        static Running of(Model model) throws ReflectiveOperationException {
            Generated generated = Generated.of(model);
            return new Running(
                    generated,
                    generated.random(1),
                    generated.type().getField("INPUT_SIZE").getInt(null),
                    generated.type().getField("OUTPUT_SIZE").getInt(null));
        }

        Object workspace() throws ReflectiveOperationException {
            return generated.type().getMethod("newWorkspace").invoke(net);
        }

        MethodHandle allocationFree() throws ReflectiveOperationException {
            Class<?> workspace = workspace().getClass();
            return MethodHandles.lookup()
                    .unreflect(generated
                            .type()
                            .getMethod("forward", float[].class, int.class, float[].class, int.class, workspace))
                    .bindTo(net)
                    .asType(MethodType.methodType(
                            void.class, float[].class, int.class, float[].class, int.class, Object.class));
        }

        float[] input(long seed) {
            return floats(seed, in);
        }
    }

    private static float[] floats(long seed, int size) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("oneInputOneOutput")
    void allocatesNothing(Model model) throws Throwable {
        Running running = Running.of(model);
        MethodHandle forward = running.allocationFree();
        float[] x = running.input(1);
        float[] y = new float[running.out];
        Object workspace = running.workspace();
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        call(forward, x, y, workspace, 1_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        long idle = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        call(forward, x, y, workspace, 100_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before - idle).isLessThan(1_000);
    }

    private static void call(MethodHandle forward, float[] x, float[] y, Object workspace, int times) throws Throwable {
        for (int i = 0; i < times; i++) {
            forward.invokeExact(x, 0, y, 0, workspace);
        }
    }

    @ParameterizedTest
    @MethodSource("oneInputOneOutput")
    void readsAndWritesWhereItIsTold(Model model) throws Throwable {
        Running running = Running.of(model);
        float[] x = new float[running.in + 3];
        System.arraycopy(running.input(1), 0, x, 2, running.in);
        float[] y = new float[running.out + 4];
        running.allocationFree().invokeExact(x, 2, y, 3, running.workspace());
        float[] expected = running.generated.forward(running.net, running.input(1));
        assertThat(java.util.Arrays.copyOfRange(y, 3, 3 + running.out)).isEqualTo(expected);
        assertThat(y[2]).isZero();
        assertThat(y[running.out + 3]).isZero();
    }

    @ParameterizedTest
    @MethodSource("oneInputOneOutput")
    void batchEqualsSingleCalls(Model model) throws ReflectiveOperationException {
        Running running = Running.of(model);
        int count = 19;
        float[] xs = floats(9, count * running.in);
        float[] ys = new float[count * running.out];
        Object workspace = running.workspace();
        running.generated
                .type()
                .getMethod("forward", float[].class, float[].class, int.class, workspace.getClass())
                .invoke(running.net, xs, ys, count, workspace);
        for (int k = 0; k < count; k++) {
            float[] x = java.util.Arrays.copyOfRange(xs, k * running.in, (k + 1) * running.in);
            assertThat(java.util.Arrays.copyOfRange(ys, k * running.out, (k + 1) * running.out))
                    .isEqualTo(running.generated.forward(running.net, x));
        }
    }

    @ParameterizedTest
    @MethodSource("oneInputOneOutput")
    void servesManyThreads(Model model) throws Exception {
        Running running = Running.of(model);
        List<float[]> expected = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            expected.add(running.generated.forward(running.net, running.input(seed)));
        }
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                futures.add(executor.submit(() -> {
                    for (int round = 0; round < 50; round++) {
                        for (int seed = 0; seed < 20; seed++) {
                            assertThat(running.generated.forward(running.net, running.input(seed)))
                                    .isEqualTo(expected.get(seed));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("oneInputOneOutput")
    void refusesWrongLengths(Model model) throws ReflectiveOperationException {
        Running running = Running.of(model);
        Class<?> workspace = running.workspace().getClass();
        Method simple = running.generated.type().getMethod("forward", float[].class);
        Method free = running.generated
                .type()
                .getMethod("forward", float[].class, int.class, float[].class, int.class, workspace);
        Method batch =
                running.generated.type().getMethod("forward", float[].class, float[].class, int.class, workspace);
        int in = running.in;
        float[] x = new float[in];
        float[] y = new float[running.out];
        refuses(simple, running.net, "x has length " + (in + 1) + ", but needs " + in, (Object) new float[in + 1]);
        refuses(
                free,
                running.net,
                "x has length " + in + ", but needs " + in + " from index 1",
                x,
                1,
                y,
                0,
                running.workspace());
        refuses(
                free,
                running.net,
                "y has length " + running.out + ", but needs " + running.out + " from index -1",
                x,
                0,
                y,
                -1,
                running.workspace());
        refuses(
                batch,
                running.net,
                "xs has length " + in + ", but needs " + 3L * in + " from index 0",
                x,
                y,
                3,
                running.workspace());
        refuses(batch, running.net, "xs has length " + in + ", but needs", x, y, -1, running.workspace());
        refuses(
                batch,
                running.net,
                "but needs " + Integer.MAX_VALUE * (long) in,
                x,
                y,
                Integer.MAX_VALUE,
                running.workspace());
    }

    private static void refuses(Method method, Object net, String message, Object... arguments) {
        assertThatThrownBy(() -> method.invoke(net, arguments))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
