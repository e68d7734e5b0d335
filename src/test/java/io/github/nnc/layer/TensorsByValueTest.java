package io.github.nnc.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.emit.Target;
import io.github.nnc.lower.Lower;
import io.github.nnc.model.Node;
import io.github.nnc.testing.CompiledNetwork;
import io.github.nnc.testing.GivenTensors;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Layers compute the same from tensors that are values of the network as from those of a weight file: all vectors of
 * PyTorch once more, with every tensor as a further input of the network.
 */
class TensorsByValueTest {

    /** A case with its tensors given. */
    private record Given(ReferenceCase of, GivenTensors network) {}

    private static List<Given> given(GivenTensors.Way way) {
        List<Given> given = new ArrayList<>();
        for (ReferenceCase each : ReferenceCase.all()) {
            GivenTensors.of(Networks.model(each.text()), each.weights(), way)
                    .ifPresent(network -> given.add(new Given(each, network)));
        }
        return given;
    }

    @ParameterizedTest
    @EnumSource
    void whatThePassesMakeOfItAgrees(GivenTensors.Way way) {
        for (Given each : given(way)) {
            Networks.Interpreted interpreted = new Networks.Interpreted(
                    Lower.program(each.network().model()), each.network().learned());
            for (ReferenceCase.Call call : each.of().calls()) {
                agree(each, call, interpreted.call(each.network().inputs(call.inputs())));
            }
        }
    }

    @Test
    void theGeneratedClassesAgree() {
        agree(given(GivenTensors.Way.AS_INPUTS), Target.PLAIN);
    }

    @Test
    void theGeneratedClassesAgreeOnVectors() {
        agree(given(GivenTensors.Way.COMPUTED), Target.VECTOR);
    }

    private static void agree(List<Given> cases, Target target) {
        List<CompiledNetwork> networks = CompiledNetwork.all(
                cases.stream()
                        .map(each -> new CompiledNetwork.Weighted(
                                each.network().model(), each.network().learned()))
                        .toList(),
                target);
        for (int i = 0; i < cases.size(); i++) {
            Given each = cases.get(i);
            CompiledNetwork network = networks.get(i);
            Optional<Object> state = network.newState();
            for (ReferenceCase.Call call : each.of().calls()) {
                agree(each, call, network.inPlace(each.network().inputs(call.inputs()), state));
                if (network.takesBatches()) {
                    agree(each, call, network.batch(List.of(each.network().inputs(call.inputs()))));
                }
            }
        }
    }

    private static void agree(Given each, ReferenceCase.Call call, List<double[]> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            assertThat(each.of()
                            .agreement()
                            .difference(outputs.get(i), call.outputs().get(i).data()))
                    .as("output " + i + " of " + each.of().text())
                    .isEmpty();
        }
    }

    /** A parameter is a value already. */
    @Test
    void everyTensorOfEveryLayerIsGiven() {
        Set<String> known = new TreeSet<>();
        for (LayerType type : LayerCatalog.ALL) {
            type.tensors().stream()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> known.add(type.name() + " " + name));
        }
        Set<String> given = new TreeSet<>();
        for (Given each : given(GivenTensors.Way.AS_INPUTS)) {
            for (Node node : each.network().model().nodes()) {
                node.tensors().forEach((name, use) -> {
                    assertThat(node.type().hasTensor(name)).as(name).isTrue();
                    use.value().ifPresent(value -> given.add(node.type().name() + " " + name));
                });
            }
        }
        assertThat(given).containsAll(known);
    }
}
