package io.github.nnc.layer;

import java.util.List;
import java.util.Optional;

/** All layers, in the order of the reference. */
public final class LayerCatalog {

    public static final List<LayerType> ALL = List.of(Dense.TYPE, Relu.TYPE);

    private LayerCatalog() {}

    public static Optional<LayerType> find(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
