package io.github.nnc.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.Json;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.ReferenceCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PyTorch of this machine computes what is stored, whichever version it is. */
class VectorsTest {

    @Test
    void areWhatPyTorchComputes(@TempDir Path folder) throws IOException {
        Outside.python(List.of("torch", "numpy"), Map.of("NNC_VECTORS", folder.toString()), "reference.py");
        for (String file : ReferenceCase.FILES) {
            List<Json> stored = cases(Path.of("src/test/resources"), file);
            List<Json> computed = cases(folder, file);
            assertThat(computed).as(file).hasSameSizeAs(stored).isNotEmpty();
            for (int i = 0; i < stored.size(); i++) {
                agree(computed.get(i), stored.get(i));
            }
        }
    }

    private static List<Json> cases(Path folder, String file) throws IOException {
        return Json.read(folder.resolve("reference").resolve(file + ".json"))
                .member("cases")
                .elements();
    }

    private static void agree(Json computed, Json stored) {
        String name = stored.member("name").text();
        for (String given : List.of("nn", "arguments", "weights")) {
            assertThat(computed.member(given)).as(name + " " + given).isEqualTo(stored.member(given));
        }
        List<Json> calls = calls(stored);
        assertThat(calls(computed)).as(name).hasSameSizeAs(calls);
        for (int i = 0; i < calls.size(); i++) {
            agree(name, calls(computed).get(i), calls.get(i));
        }
    }

    /** A case of one call is that call itself. */
    private static List<Json> calls(Json one) {
        return one.members().containsKey("calls") ? one.member("calls").elements() : List.of(one);
    }

    private static void agree(String name, Json computed, Json stored) {
        assertThat(computed.member("inputs")).as(name).isEqualTo(stored.member("inputs"));
        List<Json> outputs = stored.member("outputs").elements();
        assertThat(computed.member("outputs").elements()).as(name).hasSameSizeAs(outputs);
        for (int i = 0; i < outputs.size(); i++) {
            double[] actual =
                    computed.member("outputs").elements().get(i).tensor().data();
            assertThat(Agreement.TENSOR.difference(
                            actual, outputs.get(i).tensor().data()))
                    .as(name)
                    .isEmpty();
        }
    }
}
