package io.github.nnc.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph of operators. Every value in it has one maker: an input, a constant or an operator; each operator stands
 * behind those that make what it reads.
 *
 * @param inputs what a caller passes; an input of the file that has a value in the file is a constant here
 * @param outputs what a caller gets
 * @param constants the tensors that the file holds, by the name of their value, in the file's order
 * @param operatorSets the version of each set of operators, by its domain; empty is the default one
 * @param labels what the entries of an output stand for, by its name
 * @param described what the file says of values between the operators, by their names
 */
public record Graph(
        String name,
        Optional<String> documentation,
        List<Port> inputs,
        List<Port> outputs,
        Map<String, Tensor> constants,
        List<Operator> operators,
        Map<String, Long> operatorSets,
        Map<String, List<String>> labels,
        Map<String, Port> described) {

    public Graph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        constants = inOrder(constants);
        operators = List.copyOf(operators);
        operatorSets = inOrder(operatorSets);
        labels = inOrder(labels);
        described = inOrder(described);
    }

    Graph withLabels(Map<String, List<String>> others) {
        return new Graph(name, documentation, inputs, outputs, constants, operators, operatorSets, others, described);
    }

    /** The graph with some of its inputs as constants. */
    public Graph withFixed(Map<String, Tensor> tensors) {
        Map<String, Tensor> all = new LinkedHashMap<>(constants);
        all.putAll(tensors);
        List<Port> others = inputs.stream()
                .filter(input -> !tensors.containsKey(input.name()))
                .toList();
        return new Graph(name, documentation, others, outputs, all, operators, operatorSets, labels, described);
    }

    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * A value as the file describes it.
     *
     * @param shape empty where the file does not even say how many dimensions there are
     */
    public record Port(String name, ElementType type, Optional<List<Dimension>> shape, Optional<String> documentation) {

        public Port {
            shape = shape.map(List::copyOf);
        }
    }
}
