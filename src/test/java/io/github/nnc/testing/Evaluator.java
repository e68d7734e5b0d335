package io.github.nnc.testing;

import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import java.util.ArrayList;
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
                    CoreRules.RULES,
                    GeneralRules.RULES,
                    PickingRules.RULES,
                    JoinRules.RULES,
                    SequenceRules.RULES,
                    RecurrentRules.RULES,
                    WindowRules.RULES,
                    NormRules.RULES,
                    ResizeRules.RULES,
                    InterpolationRules.RULES)
            .flatMap(rules -> rules.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Model model;
    private final Map<String, Tensor> weights;
    private final Map<Value, Tensor> values = new HashMap<>();
    private final Map<Node, Tensor> seen = new HashMap<>();

    /**
     * For any number of calls, each going on from the one before.
     *
     * @param weights by the tensors' names
     */
    public Evaluator(Model model, Map<String, Tensor> weights) {
        this.model = model;
        this.weights = weights;
    }

    /** The outputs of a single call. */
    public static List<Tensor> outputs(Model model, Map<String, Tensor> weights, List<Tensor> inputs) {
        return new Evaluator(model, weights).call(inputs);
    }

    /** The outputs for the inputs of one call, both in the model's order. */
    public List<Tensor> call(List<Tensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            values.put(model.inputs().get(i).value(), inputs.get(i));
        }
        Lengths lengths = Lengths.of(model, inputs);
        model.nodes().forEach(node -> compute(node, lengths));
        return model.outputs().stream()
                .map(output -> values.get(output.value()))
                .toList();
    }

    private void compute(Node node, Lengths lengths) {
        Map<String, Tensor> tensors = new HashMap<>();
        node.tensors().forEach((name, use) -> tensors.put(name, tensor(use)));
        List<int[]> shapes = node.outputs().stream()
                .map(output -> lengths.of(output.type().shape()))
                .toList();
        List<Tensor> inputs = node.inputs().stream().map(values::get).toList();
        Rule.Application application = new Rule.Application(node, inputs, shapes, tensors);
        List<Tensor> results =
                node.layer().carries() ? carried(application) : rule(node).compute(application);
        for (int i = 0; i < shapes.size(); i++) {
            if (!Arrays.equals(results.get(i).shape(), shapes.get(i))) {
                throw new IllegalStateException(node.path() + " has another shape than the model says");
            }
            values.put(node.outputs().get(i), results.get(i));
        }
    }

    /** What a layer that carries makes of a call is the end of what it would make of all calls so far as one. */
    private List<Tensor> carried(Rule.Application at) {
        Tensor all = seen.merge(at.node(), at.x(), Evaluator::joined);
        List<Tensor> inputs = new ArrayList<>(at.inputs());
        inputs.set(0, all);
        int steps = at.x().shape()[0];
        boolean aRowEach = at.shape().length == 2
                && at.node()
                        .inputs()
                        .get(0)
                        .type()
                        .shape()
                        .extent(0)
                        .equals(at.node().outputs().get(0).type().shape().extent(0));
        List<int[]> shapes = new ArrayList<>(at.shapes());
        if (aRowEach) {
            shapes.set(0, new int[] {all.shape()[0], at.shape()[1]});
        }
        List<Tensor> results =
                new ArrayList<>(rule(at.node()).compute(new Rule.Application(at.node(), inputs, shapes, at.tensors())));
        if (aRowEach) {
            double[] data = results.get(0).data();
            int size = steps * at.shape()[1];
            results.set(0, new Tensor(at.shape(), Arrays.copyOfRange(data, data.length - size, data.length)));
        }
        return results;
    }

    private static Tensor joined(Tensor before, Tensor more) {
        int[] shape = before.shape().clone();
        shape[0] += more.shape()[0];
        double[] data = Arrays.copyOf(before.data(), Tensor.size(shape));
        System.arraycopy(more.data(), 0, data, before.data().length, more.data().length);
        return new Tensor(shape, data);
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

    private Tensor tensor(TensorUse use) {
        Tensor stored = use.value()
                .map(values::get)
                .orElseGet(() -> weights.get(use.learned().orElseThrow().name()));
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
