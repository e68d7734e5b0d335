package io.github.nnc.onnx;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of all layers. */
final class OnnxRules {

    private static final Map<String, OnnxRule> RULES = Stream.of(
                    TokenRules.RULES,
                    RecurrentRules.RULES,
                    WindowRules.RULES,
                    ResizeRules.RULES,
                    NormRules.RULES,
                    ActivationRules.RULES,
                    JoinRules.RULES,
                    ShapeRules.RULES)
            .flatMap(rules -> rules.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private OnnxRules() {}

    static Optional<OnnxRule> find(String layer) {
        return Optional.ofNullable(RULES.get(layer));
    }
}
