package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import io.github.nnc.testing.Chain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Weights that stand beside a class, in a file which it knows by its checksum. */
class BundledWeightsTest {

    private static final String FILE = "com/example/Beside.safetensors";

    private final Generated generated = Generated.of(model(), Optional.of(List.of(weight(), new float[30])));

    private static Model model() {
        Chain chain = new Chain("beside");
        return chain.output("", chain.layer("dense", chain.input("", TensorType.floats(Shape.of(30))), "units", 30))
                .model();
    }

    private static float[] weight() {
        float[] weight = new float[900];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = i / 7f;
        }
        return weight;
    }

    private Object load(byte[] file) throws ReflectiveOperationException {
        Map<String, byte[]> resources = new TreeMap<>(generated.source().resources());
        resources.put(FILE, file);
        Class<?> type = Class.forName("com.example.Beside", true, new MemoryLoader(generated.classes(), resources));
        return type.getMethod("load").invoke(null);
    }

    private static Object fingerprint(Object network) throws ReflectiveOperationException {
        return network.getClass().getMethod("fingerprint").invoke(network);
    }

    @Test
    void haveTheFingerprintThatTheyHaveAsAnyFile() throws ReflectiveOperationException {
        byte[] file = generated.source().resources().get(FILE);
        Object loaded =
                generated.type().getMethod("load", InputStream.class).invoke(null, new ByteArrayInputStream(file));
        assertThat(fingerprint(load(file)))
                .isEqualTo(fingerprint(loaded))
                .asString()
                .hasSize(64);
    }

    @Test
    void areRefusedWhereTheyAreOthers() {
        byte[] file = generated.source().resources().get(FILE);
        byte[] other = file.clone();
        other[file.length - 4] ^= 1;
        assertRefused(other, "Beside.safetensors is not the file that was made with Beside.class");
        assertRefused(Arrays.copyOf(file, file.length - 1), "the file ends 1 bytes before the end of");
    }

    private void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> load(file))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }
}
