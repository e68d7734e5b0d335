package io.github.nnc.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.kernel.Program;
import io.github.nnc.lower.Lower;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.Evaluator;
import io.github.nnc.testing.Json;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.ReferenceCase;
import io.github.nnc.testing.Scripts;
import io.github.nnc.testing.Tensor;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
        Evaluator evaluator = new Evaluator(Networks.model(each.text()), each.weights());
        for (ReferenceCase.Call call : each.calls()) {
            agree(
                    each,
                    call,
                    evaluator.call(call.inputs()).stream().map(Tensor::data).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTheLayersWriteAgrees(ReferenceCase each) {
        agree(each, Lower.direct(Networks.model(each.text())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatThePassesMakeOfItAgrees(ReferenceCase each) {
        agree(each, Lower.program(Networks.model(each.text())));
    }

    private static void agree(ReferenceCase each, Program program) {
        Networks.Interpreted interpreted = new Networks.Interpreted(program, each.weights());
        each.calls().forEach(call -> agree(each, call, interpreted.call(call.inputs())));
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
            agree(cases.get(i), networks.get(i));
        }
    }

    private static void agree(ReferenceCase each, CompiledNetwork network) {
        Optional<Object> simple = network.newState();
        Optional<Object> inPlace = network.newState();
        for (ReferenceCase.Call call : each.calls()) {
            agree(each, call, network.simple(call.inputs(), simple));
            agree(each, call, network.inPlace(call.inputs(), inPlace));
            if (network.takesBatches()) {
                agree(each, call, network.batch(List.of(call.inputs())));
            }
        }
    }

    private static void agree(ReferenceCase each, ReferenceCase.Call call, List<double[]> outputs) {
        assertThat(outputs).hasSameSizeAs(call.outputs());
        for (int i = 0; i < outputs.size(); i++) {
            assertThat(each.agreement()
                            .difference(outputs.get(i), call.outputs().get(i).data()))
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

    /** An option that no case writes may mean anything. */
    @Test
    void everyWordOfEveryOptionHasVectors() {
        Set<String> missing = new TreeSet<>();
        for (LayerType type : LayerCatalog.ALL) {
            for (Parameter parameter : type.parameters()) {
                for (String word : parameter.words()) {
                    boolean byDefault = parameter.defaultValue().equals(Optional.of(new ArgumentValue.Word(word)));
                    Pattern written = Pattern.compile("\\b" + type.name() + "\\b[^;<>|]*\\b" + word + "\\b");
                    if (!byDefault
                            && cases().stream()
                                    .noneMatch(
                                            each -> written.matcher(each.text()).find())) {
                        missing.add(type.name() + " " + parameter.name() + "=" + word);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Vectors of another script are vectors of something else: run {@code src/test/python/reference.py}. */
    @Test
    void noVectorIsStale() throws IOException, NoSuchAlgorithmException {
        for (String file : ReferenceCase.FILES) {
            Map<String, Json> scripts =
                    ReferenceCase.read(file).member("scripts").members();
            assertThat(scripts).isNotEmpty();
            Scripts.assertUnchanged(scripts);
        }
    }
}
