package io.github.nnc.operators;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of all operators that can be imported. */
public final class OperatorRules {

    private static final Map<String, OperatorRule> RULES = Stream.of(
                    ConstantRules.RULES,
                    ActivationRules.RULES,
                    ElementwiseRules.RULES,
                    ProductRules.RULES,
                    ConvolutionRules.RULES,
                    PoolRules.RULES,
                    PlaceRules.RULES,
                    PadRules.RULES,
                    PixelRules.RULES,
                    ResizeRules.RULES,
                    NormRules.RULES,
                    ReduceRules.RULES,
                    AttentionRules.RULES,
                    GatherRules.RULES,
                    PickingRules.RULES,
                    ScatterRules.RULES,
                    OneHotRules.RULES,
                    LogicRules.RULES,
                    RecurrentRules.RULES,
                    ShapeRules.RULES)
            .flatMap(rules -> rules.entrySet().stream())
            .collect(Collectors.toMap(
                    Map.Entry::getKey,
                    Map.Entry::getValue,
                    (first, second) -> {
                        throw new IllegalStateException("two rules for one operator");
                    },
                    TreeMap::new));

    private OperatorRules() {}

    static Optional<OperatorRule> find(String domain, String type) {
        return domain.isEmpty() || domain.equals("ai.onnx") ? Optional.ofNullable(RULES.get(type)) : Optional.empty();
    }

    /** The names of all operators of the default domain that can be imported. */
    public static SortedSet<String> names() {
        return new TreeSet<>(RULES.keySet());
    }
}
