package io.github.nnc.importer;

import io.github.nnc.graph.Dimension;
import io.github.nnc.graph.Graph;
import io.github.nnc.tensor.Extent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How long the dimensions of a graph's inputs are, and which of them is the batch. */
final class Lengths {

    /** What a batch is called whose dimension the file gives neither a length nor a name. */
    private static final String NAMELESS = "batch";

    private final Graph graph;
    private final Map<String, ImportRequest.Bounds> chosen;
    private final Map<String, Extent> symbols = new TreeMap<>();

    Lengths(Graph graph, Map<String, ImportRequest.Bounds> chosen) {
        this.graph = graph;
        this.chosen = chosen;
    }

    /** The dimensions that an input gives a name, and the batch, which is called so where it has none. */
    static Set<String> names(Graph graph) {
        Set<String> names = new TreeSet<>();
        for (Graph.Port port : graph.inputs()) {
            List<Dimension> shape = port.shape().orElseThrow();
            for (int i = 0; i < shape.size(); i++) {
                if (shape.get(i) instanceof Dimension.Named named) {
                    names.add(named.name());
                } else if (i == 0 && !(shape.get(i) instanceof Dimension.Known)) {
                    names.add(NAMELESS);
                }
            }
        }
        return names;
    }

    /** How long a dimension is; one that nothing is known of is 1 long. */
    Extent of(Dimension dimension) {
        if (dimension instanceof Dimension.Known known) {
            return Extent.of(known.length());
        }
        if (dimension instanceof Dimension.Named named && chosen.containsKey(named.name())) {
            ImportRequest.Bounds bounds = chosen.get(named.name());
            return bounds.least() == bounds.most()
                    ? Extent.of(bounds.least())
                    : symbols.computeIfAbsent(
                            named.name(),
                            name -> new Extent.Symbol(Labels.identifier(name), bounds.least(), bounds.most()));
        }
        return Extent.of(1);
    }

    /** The names of dimensions that are neither the batch nor known. */
    Set<String> open(boolean batched) {
        Set<String> open = new TreeSet<>();
        for (Graph.Port port : graph.inputs()) {
            List<Dimension> shape = port.shape().orElseThrow();
            for (Dimension dimension : batched ? shape.subList(1, shape.size()) : shape) {
                if (dimension instanceof Dimension.Named named && !chosen.containsKey(named.name())) {
                    open.add(named.name());
                }
            }
        }
        return open;
    }

    /** Whether the request says how long the leading dimension is. */
    boolean isChosen() {
        return graph.inputs().stream()
                .map(port -> port.shape().orElseThrow())
                .anyMatch(shape -> !shape.isEmpty()
                        && shape.get(0) instanceof Dimension.Named named
                        && chosen.containsKey(named.name()));
    }

    /** How many examples there are, where the leading dimension of all inputs and outputs is the same. */
    Optional<Extent> batch() {
        Set<Dimension> leading = new HashSet<>();
        for (Graph.Port port : graph.inputs()) {
            if (port.shape().orElseThrow().isEmpty()) {
                return Optional.empty();
            }
            leading.add(port.shape().get().get(0));
        }
        if (leading.size() != 1) {
            return Optional.empty();
        }
        Dimension dimension = leading.iterator().next();
        for (Graph.Port port : graph.outputs()) {
            Optional<Dimension> first =
                    port.shape().flatMap(shape -> shape.stream().findFirst());
            boolean other = dimension instanceof Dimension.Known
                    && first.isPresent()
                    && !first.get().equals(dimension)
                    && first.get() instanceof Dimension.Known;
            if (port.shape().filter(List::isEmpty).isPresent() || other) {
                return Optional.empty();
            }
        }
        if (dimension instanceof Dimension.Known known) {
            return Optional.of(Extent.of(known.length()));
        }
        String name = dimension instanceof Dimension.Named named ? named.name() : NAMELESS;
        ImportRequest.Bounds bounds = chosen.get(name);
        return Optional.of(
                bounds != null && bounds.least() == bounds.most()
                        ? Extent.of(bounds.least())
                        : new Extent.Symbol(name, 1, Integer.MAX_VALUE));
    }
}
