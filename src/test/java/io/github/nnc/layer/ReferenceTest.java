package io.github.nnc.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.lower.Lower;
import io.github.nnc.model.Model;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Evaluator;
import io.github.nnc.testing.Json;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.ReferenceCase;
import io.github.nnc.testing.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer, every argument and every structure computes what PyTorch computes. */
class ReferenceTest {

    static List<ReferenceCase> cases() {
        return ReferenceCase.all();
    }

    /** The evaluator is the judge of networks for which there are no vectors. */
    @ParameterizedTest
    @MethodSource("cases")
    void theEvaluatorAgrees(ReferenceCase each) {
        Model model = Networks.model(each.text());
        List<Tensor> outputs = Evaluator.outputs(model, each.weights(), each.inputs());
        agree(each, outputs.stream().map(Tensor::data).toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTheLayersWriteAgrees(ReferenceCase each) {
        Model model = Networks.model(each.text());
        agree(each, Networks.interpret(Lower.direct(model), each.weights(), each.inputs()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatThePassesMakeOfItAgrees(ReferenceCase each) {
        Model model = Networks.model(each.text());
        agree(each, Networks.interpret(Lower.program(model), each.weights(), each.inputs()));
    }

    /** All of a file in one run of javac, which takes most of the time. */
    @ParameterizedTest
    @FieldSource("io.github.nnc.testing.ReferenceCase#FILES")
    void theGeneratedClassesAgree(String file) {
        List<ReferenceCase> cases =
                cases().stream().filter(each -> each.file().equals(file)).toList();
        List<CompiledNetwork> networks = CompiledNetwork.all(cases.stream()
                .map(each -> new CompiledNetwork.Weighted(Networks.model(each.text()), each.weights()))
                .toList());
        assertThat(networks).hasSameSizeAs(cases).isNotEmpty();
        for (int i = 0; i < cases.size(); i++) {
            ReferenceCase each = cases.get(i);
            agree(each, networks.get(i).simple(each.inputs()));
            agree(each, networks.get(i).inPlace(each.inputs()));
            if (networks.get(i).takesBatches()) {
                agree(each, networks.get(i).batch(List.of(each.inputs())));
            }
        }
    }

    private static void agree(ReferenceCase each, List<double[]> outputs) {
        assertThat(outputs).hasSameSizeAs(each.outputs());
        for (int i = 0; i < outputs.size(); i++) {
            assertThat(each.agreement()
                            .difference(outputs.get(i), each.outputs().get(i).data()))
                    .as("output " + i + " of " + each.text())
                    .isEmpty();
        }
    }

    @Test
    void everyLayerAndEveryArgumentHasVectors() {
        Set<String> covered = new TreeSet<>();
        for (ReferenceCase each : cases()) {
            covered.add(each.layer());
            each.arguments().forEach(argument -> covered.add(each.layer() + " " + argument));
        }
        Set<String> needed = new TreeSet<>();
        for (LayerType type : LayerCatalog.ALL) {
            needed.add(type.name());
            type.parameters().forEach(parameter -> needed.add(type.name() + " " + parameter.name()));
            if (type.isActivation()) {
                needed.add(type.name() + " activation");
            }
        }
        assertThat(covered).containsAll(needed);
    }

    /** Vectors of another script are vectors of something else: run {@code src/test/python/reference.py}. */
    @Test
    void noVectorIsStale() throws IOException, NoSuchAlgorithmException {
        for (String file : ReferenceCase.FILES) {
            Map<String, Json> scripts =
                    ReferenceCase.read(file).member("scripts").members();
            assertThat(scripts).isNotEmpty();
            for (Map.Entry<String, Json> script : scripts.entrySet()) {
                byte[] text = Files.readAllBytes(Path.of("src/test/python", script.getKey()));
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
                assertThat(HexFormat.of().formatHex(hash))
                        .as(script.getKey())
                        .isEqualTo(script.getValue().text());
            }
        }
    }
}
