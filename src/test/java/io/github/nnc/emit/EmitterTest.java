package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmitterTest {

    static Model catDog() {
        Chain chain = new Chain("cat_dog");
        Value x = chain.input("", TensorType.floats(Shape.of(3)));
        Value hidden = chain.layer("relu", chain.layer("dense", x, "units", 4));
        Value y = chain.layer("softmax", chain.layer("dense", hidden, "units", 2));
        return chain.output("", y, "cat", "dog").model();
    }

    @Test
    void runs() throws ReflectiveOperationException {
        List<float[]> weights = List.of(
                new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1},
                new float[] {0, 0, 0, -2},
                new float[] {1, 0, 0, 0, 0, 1, 0, 0},
                new float[] {0.5f, 0});
        Generated generated = Generated.of(catDog(), Optional.of(weights));
        Object net = generated.type().getMethod("load").invoke(null);
        float[] y = generated.forward(net, new float[] {0.5f, 0.8f, 0.2f});
        double cat = Math.exp(1.0) / (Math.exp(1.0) + Math.exp(0.8));
        assertThat(y[0]).isCloseTo((float) cat, offset(1e-6f));
        assertThat(y[0] + y[1]).isCloseTo(1, offset(1e-6f));
    }
}
