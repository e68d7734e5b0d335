package io.github.nnc.check;

import java.util.List;
import java.util.Optional;

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

    private StatementCatalog() {}

    public static Optional<StatementType> find(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
