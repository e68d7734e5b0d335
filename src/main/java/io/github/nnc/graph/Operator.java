package io.github.nnc.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One operator of a graph.
 *
 * @param name the file's name of it, which may be empty and need not be unique
 * @param type the kind of operator, {@code Conv}
 * @param domain the set of operators that has the type; empty is the default one
 * @param inputs names of values; an empty one stands for an optional input that is left out
 * @param outputs names of values; an empty one stands for an optional output that is left out
 * @param attributes what the file says, by name; defaults are not filled in
 */
public record Operator(
        String name,
        String type,
        String domain,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {

    public Operator {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
