package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.layer.Reading;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Remembers which layer decided what the two dimensions of a matrix stand for, and warns where another one takes them for
 * something else: in numbers alone 8 channels of 50 places and 8 tokens of 50 features are the same.
 */
final class Readings {

    private final Map<Value, Node> deciders = new IdentityHashMap<>();

    /** Warns of what a layer misunderstands among what it takes. */
    void check(Step step, Node taker, LayerInference inference) {
        for (Value input : taker.inputs()) {
            Node decider = deciders.get(input);
            if (decider != null
                    && taker.layer().reading().contradicts(decider.layer().reading())) {
                Diagnostic mixed = mixed(taker, decider, input, inference);
                step.reject(
                        input == taker.inputs().get(0)
                                ? mixed.withHelp("put `transpose` before it", inference.insertBefore("transpose"))
                                : mixed.withHelp("label its transpose, and name that"));
                return;
            }
        }
    }

    private static Diagnostic mixed(Node taker, Node decider, Value value, LayerInference inference) {
        return Diagnostic.of(
                        Code.MIXED_READINGS,
                        inference.place(),
                        "`" + taker.type().name() + "` takes " + value.type().shape() + " as "
                                + taker.layer().reading().words() + ", but `"
                                + decider.type().name() + "` made it as "
                                + decider.layer().reading().words())
                .withNote(LayerInference.origin(value, inference.place()));
    }

    /** Notes what can be said of what a layer made. */
    void note(Node maker) {
        Optional<Node> decider = maker.layer().reading() == Reading.SAME
                ? maker.inputs().stream()
                        .map(deciders::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                : Optional.of(maker);
        for (Value output : maker.outputs()) {
            if (decider.isPresent() && output.type().shape().rank() == 2) {
                deciders.put(output, decider.get());
            }
        }
    }
}
