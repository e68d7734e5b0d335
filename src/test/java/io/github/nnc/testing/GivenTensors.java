package io.github.nnc.testing;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.Layer;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model whose layers take their tensors from values: what was learned arrives in further inputs. A {@code parameter}
 * stays learned, since it is a value already.
 *
 * @param model computes the same as the model it was made of
 * @param further what its further inputs are in every call
 * @param learned what is learned still, by name
 */
public record GivenTensors(Model model, List<Tensor> further, Map<String, Tensor> learned) {

    /** A method of Java takes no more arrays. */
    private static final int MOST_INPUTS = 100;

    /** How the values come about. */
    public enum Way {
        /** They are the inputs themselves. */
        AS_INPUTS,
        /** Each is computed of an input, to the same bits. */
        COMPUTED,
        /** Each is computed of a {@code parameter}, to the same bits. */
        OF_PARAMETERS
    }

    /** Empty where there is no tensor to give, or where there are too many. */
    public static Optional<GivenTensors> of(Model model, Map<String, Tensor> weights, Way way) {
        List<LearnedTensor> given = model.tensors().stream()
                .filter(tensor -> !tensor.spec().name().isEmpty())
                .toList();
        if (given.isEmpty() || given.size() + model.inputs().size() > MOST_INPUTS) {
            return Optional.empty();
        }
        List<Model.Input> inputs = new ArrayList<>();
        for (Model.Input input : model.inputs()) {
            String name = input.name().isEmpty() ? "arriving" : input.name();
            inputs.add(new Model.Input(name, input.value(), input.documentation(), input.span()));
        }
        List<Node> nodes = new ArrayList<>();
        List<Tensor> further = new ArrayList<>();
        Map<String, Value> values = new HashMap<>();
        List<LearnedTensor> rest = new ArrayList<>(model.tensors());
        rest.removeAll(given);
        Map<String, Tensor> learned = new HashMap<>();
        rest.forEach(tensor -> learned.put(tensor.name(), weights.get(tensor.name())));
        for (LearnedTensor tensor : given) {
            String name = "given_" + values.size();
            Tensor numbers = way == Way.AS_INPUTS ? weights.get(tensor.name()) : halved(weights.get(tensor.name()));
            Value source = value(tensor);
            if (way == Way.OF_PARAMETERS) {
                Node parameter = parameter(name, source, tensor);
                nodes.add(parameter);
                LearnedTensor own = parameter.tensors().get("").learned().orElseThrow();
                rest.add(own);
                learned.put(own.name(), numbers);
            } else {
                inputs.add(new Model.Input(name, source, Optional.empty(), tensor.span()));
                further.add(numbers);
            }
            values.put(tensor.name(), source);
            if (way != Way.AS_INPUTS) {
                Node doubled = doubled(name + "_doubled", source, tensor);
                nodes.add(doubled);
                values.put(tensor.name(), doubled.outputs().get(0));
            }
        }
        model.nodes().forEach(node -> nodes.add(given(node, values)));
        return Optional.of(new GivenTensors(
                new Model(
                        model.name(),
                        model.documentation(),
                        inputs,
                        nodes,
                        rest,
                        model.outputs(),
                        Optional.empty(),
                        model.span()),
                further,
                learned));
    }

    /** The inputs of a call of the original model with the tensors behind them. */
    public List<Tensor> inputs(List<Tensor> original) {
        List<Tensor> all = new ArrayList<>(original);
        all.addAll(further);
        return all;
    }

    private static Value value(LearnedTensor tensor) {
        return new Value(
                TensorType.floats(tensor.spec().shape()),
                new Value.Origin(tensor.span(), tensor.name(), Optional.empty()));
    }

    private static Node parameter(String path, Value value, LearnedTensor tensor) {
        LayerType type = LayerCatalog.find("parameter").orElseThrow();
        List<Optional<Extent>> extents =
                tensor.spec().shape().extents().stream().map(Optional::of).toList();
        Arguments arguments =
                new Arguments(Map.of("shape", new ArgumentValue.Dimensions(extents), "std", new ArgumentValue.Real(1)));
        Layer layer = type.factory().apply(arguments);
        LearnedTensor own = new LearnedTensor(path, layer.weights(List.of()).get(0), tensor.span());
        return new Node(
                path,
                type,
                arguments,
                layer,
                List.of(),
                List.of(value),
                Map.of("", new TensorUse.Learned(own, false)),
                false,
                tensor.span());
    }

    private static Node doubled(String path, Value input, LearnedTensor tensor) {
        LayerType type = LayerCatalog.find("mul").orElseThrow();
        Arguments arguments = new Arguments(Map.of("number", new ArgumentValue.Real(2)));
        return new Node(
                path,
                type,
                arguments,
                type.factory().apply(arguments),
                List.of(input),
                List.of(value(tensor)),
                Map.of(),
                false,
                tensor.span());
    }

    private static Tensor halved(Tensor numbers) {
        return new Tensor(
                numbers.shape(),
                Arrays.stream(numbers.data()).map(number -> number / 2).toArray());
    }

    private static Node given(Node node, Map<String, Value> values) {
        Map<String, TensorUse> uses = new HashMap<>();
        node.tensors()
                .forEach((name, use) -> uses.put(
                        name,
                        use.learned()
                                .map(tensor -> values.get(tensor.name()))
                                .<TensorUse>map(value -> new TensorUse.Given(value, use.transposed()))
                                .orElse(use)));
        return new Node(
                node.path(),
                node.type(),
                node.arguments(),
                node.layer(),
                node.inputs(),
                node.outputs(),
                uses,
                node.word(),
                node.span());
    }
}
