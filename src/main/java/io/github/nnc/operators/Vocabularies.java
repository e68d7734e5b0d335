package io.github.nnc.operators;

import io.github.nnc.graph.Attribute;
import io.github.nnc.graph.Dimension;
import io.github.nnc.graph.Graph;
import io.github.nnc.graph.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the inputs that are ids: whole numbers that choose rows of a table, wherever they are read. */
final class Vocabularies {

    /** Operators that hand on ids as they are. */
    private static final Set<String> TRANSPARENT = Set.of("Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze");

    private final Graph graph;
    private final Map<String, List<Operator>> readers = new HashMap<>();

    Vocabularies(Graph graph) {
        this.graph = graph;
        for (Operator operator : graph.operators()) {
            operator.inputs()
                    .forEach(input -> readers.computeIfAbsent(input, i -> new ArrayList<>())
                            .add(operator));
        }
    }

    /** Below which number the ids of an input are; empty where it holds numbers. */
    OptionalLong of(String input) {
        boolean whole = graph.inputs().stream()
                .anyMatch(port -> port.name().equals(input) && port.type().isWhole());
        if (!whole) {
            return OptionalLong.empty();
        }
        Set<Long> rows = new HashSet<>();
        boolean all = rows(input, rows, new HashSet<>());
        return all && !rows.isEmpty() ? rows.stream().mapToLong(Long::longValue).min() : OptionalLong.empty();
    }

    /** Whether everything that reads a value reads it as ids; collects how many rows the tables have. */
    private boolean rows(String value, Set<Long> rows, Set<String> seen) {
        if (!seen.add(value)) {
            return true;
        }
        boolean all = true;
        for (Operator reader : readers.getOrDefault(value, List.of())) {
            int at = reader.inputs().indexOf(value);
            if (at == 0 && TRANSPARENT.contains(reader.type())) {
                all &= rows(reader.outputs().get(0), rows, seen);
            } else if (!reader.type().equals("Shape")) {
                Optional<Long> found = bound(reader, at);
                found.ifPresent(rows::add);
                all &= found.isPresent();
            }
        }
        return all;
    }

    /** Below which number an operator needs what it reads; empty where it does not read it as ids. */
    private Optional<Long> bound(Operator reader, int at) {
        return switch (reader.type() + " " + at) {
            case "Gather 1", "GatherElements 1" -> length(reader.inputs().get(0), axis(reader));
            case "RotaryEmbedding 3" -> length(reader.inputs().get(1), 0);
            case "OneHot 0" ->
                Optional.ofNullable(graph.constants().get(reader.inputs().get(1)))
                        .map(depth -> (long) Tensors.number(depth));
            default -> Optional.empty();
        };
    }

    private static long axis(Operator gather) {
        return gather.attributes().get("axis") instanceof Attribute.Whole axis ? axis.value() : 0;
    }

    /** How long an axis of a table is, where that is known before the graph runs. */
    private Optional<Long> length(String table, long axis) {
        List<Dimension> shape = graph.constants().containsKey(table)
                ? graph.constants().get(table).extents().stream()
                        .<Dimension>map(Dimension.Known::new)
                        .toList()
                : graph.inputs().stream()
                        .filter(port -> port.name().equals(table))
                        .flatMap(port -> port.shape().stream())
                        .findFirst()
                        .orElse(List.of());
        long counted = axis < 0 ? axis + shape.size() : axis;
        return counted >= 0 && counted < shape.size() && shape.get((int) counted) instanceof Dimension.Known known
                ? Optional.of(known.length())
                : Optional.empty();
    }
}
