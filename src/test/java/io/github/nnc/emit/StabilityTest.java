package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import io.github.nnc.testing.Chain;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that could overflow on the way give what they tend to, in each form of code. */
class StabilityTest {

    private static float[] run(String layer, float[] x) throws ReflectiveOperationException {
        Chain chain = new Chain("stable");
        Generated generated = Generated.of(chain.output(
                        "", chain.layer(layer, chain.input("", TensorType.floats(Shape.of(x.length)))))
                .model());
        return generated.forward(generated.random(0), x);
    }

    private static float[] padded(int size, float... first) {
        return java.util.Arrays.copyOf(first, size);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 300})
    void softmax(int size) throws ReflectiveOperationException {
        float[] y = run("softmax", padded(size, 1e30f, -1e30f));
        assertThat(y[0]).isEqualTo(1);
        assertThat(y[1]).isZero();
        float[] equal = run("softmax", padded(size, -1e30f, -1e30f, -1e30f));
        float sum = 0;
        for (float value : equal) {
            assertThat(value).isBetween(0f, 1f);
            sum += value;
        }
        assertThat(sum).isBetween(0.9999f, 1.0001f);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 300})
    void sigmoid(int size) throws ReflectiveOperationException {
        float[] y = run("sigmoid", padded(size, 1e30f, -1e30f, 0));
        assertThat(new float[] {y[0], y[1], y[2]}).containsExactly(1, 0, 0.5f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log_softmax", "softplus", "silu", "mish", "gelu", "tanh", "elu", "selu", "celu", "softsign"})
    void finite(String layer) throws ReflectiveOperationException {
        for (int size : new int[] {3, 300}) {
            for (float value : run(layer, padded(size, 1e30f, -1e30f, 100))) {
                assertThat(value).as(layer).isFinite();
            }
        }
    }
}
