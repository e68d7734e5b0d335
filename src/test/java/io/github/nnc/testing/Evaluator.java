package io.github.nnc.testing;

import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes a checked model with plain loops in double precision. It shares nothing with the compiler but the model: what a
 * layer means is written here a second time, by the layer's name and arguments.
 */
public final class Evaluator {

    private static final Map<String, Rule> RULES = Stream.of(
                    CoreRules.RULES, GeneralRules.RULES, JoinRules.RULES, SequenceRules.RULES, WindowRules.RULES)
            .flatMap(rules -> rules.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Map<String, Tensor> weights;
    private final Lengths lengths;
    private final Map<Value, Tensor> values = new HashMap<>();

    private Evaluator(Map<String, Tensor> weights, Lengths lengths) {
        this.weights = weights;
        this.lengths = lengths;
    }

    /**
     * The outputs in the model's order.
     *
     * @param weights by the tensors' names
     * @param inputs in the model's order
     */
    public static List<Tensor> outputs(Model model, Map<String, Tensor> weights, List<Tensor> inputs) {
        Evaluator evaluator = new Evaluator(weights, Lengths.of(model, inputs));
        for (int i = 0; i < inputs.size(); i++) {
            evaluator.values.put(model.inputs().get(i).value(), inputs.get(i));
        }
        model.nodes().forEach(evaluator::compute);
        return model.outputs().stream()
                .map(output -> evaluator.values.get(output.value()))
                .toList();
    }

    private void compute(Node node) {
        Map<String, Tensor> tensors = new HashMap<>();
        node.tensors().forEach((name, use) -> tensors.put(name, tensor(use)));
        List<int[]> shapes = node.outputs().stream()
                .map(output -> lengths.of(output.type().shape()))
                .toList();
        List<Tensor> inputs = node.inputs().stream().map(values::get).toList();
        List<Tensor> results = rule(node).compute(new Rule.Application(node, inputs, shapes, tensors));
        for (int i = 0; i < shapes.size(); i++) {
            if (!Arrays.equals(results.get(i).shape(), shapes.get(i))) {
                throw new IllegalStateException(node.path() + " has another shape than the model says");
            }
            values.put(node.outputs().get(i), results.get(i));
        }
    }

    private static Rule rule(Node node) {
        String layer = node.type().name();
        Rule rule = RULES.get(layer);
        return rule != null
                ? rule
                : Activations.find(layer, node.arguments())
                        .map(Rule::each)
                        .orElseThrow(() -> new IllegalArgumentException("what does " + layer + " compute?"));
    }

    private Tensor tensor(Node.TensorUse use) {
        Tensor stored = weights.get(use.tensor().name());
        if (!use.transposed()) {
            return stored;
        }
        Tensor turned = new Tensor(new int[] {stored.shape()[1], stored.shape()[0]}, new double[stored.data().length]);
        for (int i = 0; i < stored.shape()[0]; i++) {
            for (int j = 0; j < stored.shape()[1]; j++) {
                turned.data()[turned.offset(j, i)] = stored.at(i, j);
            }
        }
        return turned;
    }
}
