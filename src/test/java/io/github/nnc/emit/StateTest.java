package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.model.Model;
import io.github.nnc.testing.ClassFile;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.TestNetworks;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What generated classes of models that carry promise beyond their numbers. */
class StateTest {

    private final Generated decoder = Generated.of(decoder());
    private final Object net = random(decoder);

    private static Model decoder() {
        return TestNetworks.carrying().get(0);
    }

    private static Object random(Generated generated) {
        try {
            return generated.random(5);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object invoke(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }

    private float[] forward(Object state, int... tokens) throws ReflectiveOperationException {
        return (float[]) decoder.type()
                .getMethod("forward", int[].class, state.getClass())
                .invoke(net, tokens, state);
    }

    @Test
    void anyDivisionOfAStreamIntoCallsIsTheSame() throws ReflectiveOperationException {
        Object whole = invoke(net, "newState");
        Object single = invoke(net, "newState");
        float[] expected = forward(whole, 1, 2, 3, 4);
        for (int token = 1; token < 4; token++) {
            forward(single, token);
        }
        NumericTest.assertAgree(doubles(expected), forward(single, 4), "");
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    @Test
    void copiesGoTheirOwnWays() throws ReflectiveOperationException {
        Object state = invoke(net, "newState");
        forward(state, 1, 2);
        Object copy = invoke(state, "copy");
        float[] expected = forward(copy, 3);
        forward(state, 8, 8);
        Object again = invoke(net, "newState");
        forward(again, 1, 2);
        assertThat(forward(again, 3)).isEqualTo(expected);
        assertThat(invoke(state, "position")).isEqualTo(4);
        assertThat(invoke(copy, "position")).isEqualTo(3);
    }

    @Test
    void resetBeginsAnew() throws ReflectiveOperationException {
        Object state = invoke(net, "newState");
        float[] first = forward(state, 5, 6);
        assertThat(forward(state, 5, 6)).isNotEqualTo(first);
        invoke(state, "reset");
        assertThat(forward(state, 5, 6)).isEqualTo(first);
    }

    /** Whatever is refused is refused before anything changes. */
    @Test
    void aRefusedCallLeavesTheStateAlone() throws ReflectiveOperationException {
        Object state = invoke(net, "newState");
        for (int i = 0; i < 18; i++) {
            forward(state, i % 9);
        }
        Object copy = invoke(state, "copy");
        refuses(IllegalStateException.class, "the state has no room for 3 more after 18 of 20 steps", state, 1, 2, 3);
        refuses(IllegalArgumentException.class, "[1] is 9, but must be 0 to 8", state, 1, 9);
        refuses(IllegalArgumentException.class, "is 5, but must be 1 to 4", state, 1, 2, 3, 4, 5);
        assertThat(forward(state, 1, 2)).isEqualTo(forward(copy, 1, 2));
        refuses(IllegalStateException.class, "no room for 1 more after 20 of 20 steps", state, 1);
    }

    private void refuses(Class<?> reason, String message, Object state, int... tokens) {
        assertThatThrownBy(() -> forward(state, tokens))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(reason)
                .hasMessageContaining(message);
    }

    @Test
    void theFormForOffsetsAllocatesNothing() throws Throwable {
        Generated generated = Generated.of(TestNetworks.carrying().get(1));
        Object detector = random(generated);
        Object workspace = invoke(detector, "newWorkspace");
        Object state = invoke(detector, "newState");
        Method method = Stream.of(generated.type().getMethods())
                .filter(m -> m.getName().equals("forward") && m.getReturnType() == void.class)
                .findFirst()
                .orElseThrow();
        MethodHandle forward = MethodHandles.lookup()
                .unreflect(method)
                .bindTo(detector)
                .asType(MethodType.methodType(
                        void.class, float[].class, int.class, float[].class, int.class, Object.class, Object.class));
        float[] x = new float[20];
        float[] y = new float[2];
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        call(forward, x, y, state, workspace, 1_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        long idle = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        call(forward, x, y, state, workspace, 20_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before - idle).isLessThan(1_000);
    }

    private static void call(MethodHandle forward, float[] x, float[] y, Object state, Object workspace, int times)
            throws Throwable {
        for (int i = 0; i < times; i++) {
            forward.invokeExact(x, 0, y, 0, state, workspace);
        }
    }

    /** The label of what a stream has come to. */
    @Test
    void predictsWithAState() throws ReflectiveOperationException {
        Generated generated = Generated.of(TestNetworks.carrying().get(1));
        Object detector = random(generated);
        Object state = invoke(detector, "newState");
        Object label = generated
                .type()
                .getMethod("predict", float[].class, state.getClass())
                .invoke(detector, new float[20], state);
        assertThat(label.toString()).isIn("silence", "voice");
    }

    /** A state of each layer and each use of it, under names of its own. */
    @Test
    void statesHaveNamesOfTheirOwn() {
        Model model = Networks.model("model m < input 2x3; a: lstm 3 carry; reuse a; lstm 3 carry; position carry 9 >");
        List<String> fields = new ArrayList<>();
        for (Class<?> nested : Generated.of(model).type().getDeclaredClasses()) {
            if (nested.getSimpleName().equals("State")) {
                Stream.of(nested.getDeclaredFields()).forEach(field -> fields.add(field.getName()));
            }
        }
        assertThat(fields).hasSize(7).doesNotHaveDuplicates();
    }

    /** Whatever counts the same steps goes as far as the one with the least room. */
    @Test
    void theLeastRoomDecides() throws ReflectiveOperationException {
        Generated generated = Generated.of(Networks.model(
                "model m < input (..2 x 4); position carry max_length=3; attention 2 causal carry context=9 >"));
        Object network = random(generated);
        Object state = invoke(network, "newState");
        Method forward = generated.type().getMethod("forward", float[].class, state.getClass());
        forward.invoke(network, new float[8], state);
        assertThat(invoke(state, "position")).isEqualTo(2);
        assertThatThrownBy(() -> forward.invoke(network, new float[8], state))
                .cause()
                .hasMessageStartingWith("the state has no room for 2 more after 2 of 3 steps: ");
        forward.invoke(network, new float[4], state);
        assertThat(invoke(state, "position")).isEqualTo(3);
    }

    /** More states than a constructor has room for go on as few do. */
    @Test
    void hundredsOfStatesStayWithinTheBudget() throws ReflectiveOperationException {
        Generated generated = Generated.of(Networks.model("model m < input 2x3; lstm 2 layers=200 carry >"));
        generated
                .classes()
                .forEach((name, bytes) -> ClassFile.codeSizes(bytes)
                        .forEach((method, size) ->
                                assertThat(size).as(name + "." + method).isLessThanOrEqualTo(8_000)));
        Object network = random(generated);
        Object state = invoke(network, "newState");
        Method forward = generated.type().getMethod("forward", float[].class, state.getClass());
        float[] x = {1, 2, 3, 4, 5, 6};
        float[] first = (float[]) forward.invoke(network, x, state);
        Object copy = invoke(state, "copy");
        float[] second = (float[]) forward.invoke(network, x, state);
        assertThat(second).isNotEqualTo(first);
        assertThat((float[]) forward.invoke(network, x, copy)).isEqualTo(second);
        invoke(state, "reset");
        assertThat((float[]) forward.invoke(network, x, state)).isEqualTo(first);
    }
}
