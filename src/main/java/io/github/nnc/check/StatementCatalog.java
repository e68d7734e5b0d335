package io.github.nnc.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All statements that are not layers, in the order of the reference. */
public final class StatementCatalog {

    public static final List<StatementType> ALL = List.of(
            new InputStatement(),
            new OutputStatement(),
            new FromStatement(),
            new ReuseStatement(),
            new RepeatStatement(),
            new ResidualStatement(),
            new ShapeStatement(),
            new LabelsStatement(),
            new WeightsStatement());

    private static final Map<String, StatementType> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(StatementType::name, type -> type));

    private StatementCatalog() {}

    public static Optional<StatementType> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
