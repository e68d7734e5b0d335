package io.github.nnc.operators;

import io.github.nnc.graph.Dimension;
import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Graph;
import io.github.nnc.graph.Operator;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Network;
import io.github.nnc.network.Operand;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says the operators of a graph in layers, one after the other, and notes all that cannot be said. */
public final class Translation {

    private final Graph graph;
    private final Function<Dimension, Extent> lengths;
    private final Optional<Extent> batch;
    private final boolean single;
    private final Layers layers;
    private final Map<String, Operand> values = new HashMap<>();
    private final List<Obstacle> obstacles = new ArrayList<>();

    private Translation(Graph graph, Function<Dimension, Extent> lengths, Optional<Extent> batch, boolean single) {
        this.graph = graph;
        this.lengths = lengths;
        this.batch = batch;
        this.single = single;
        this.layers = new Layers(batch, single);
    }

    /**
     * The graph in layers.
     *
     * @param lengths how long the dimensions of inputs are
     * @param batch how many examples there are, where the leading dimension of each input is the batch
     * @throws MixesBatch where an operator works along the batch
     */
    public static Translated of(Graph graph, Function<Dimension, Extent> lengths, Optional<Extent> batch) {
        return new Translation(graph, lengths, batch, false).translated();
    }

    /** The graph in layers for one example, whose leading dimension of 1 is there in the graph alone. */
    public static Translated ofSingle(Graph graph, Function<Dimension, Extent> lengths) {
        return new Translation(graph, lengths, Optional.empty(), true).translated();
    }

    private Translated translated() {
        graph.constants().forEach((name, tensor) -> values.put(name, new Operand.Constant(name, tensor)));
        List<Network.Input> inputs = new ArrayList<>();
        Vocabularies vocabularies = new Vocabularies(graph);
        for (Graph.Port port : graph.inputs()) {
            TensorType type = type(port, vocabularies.of(port.name()));
            boolean scalar = type.shape().rank() == 0 && !type.isIds();
            Value value = new Value(port.name(), scalar ? TensorType.floats(Shape.of(1)) : type);
            Flowing input = new Flowing(value, batch.isPresent() ? 0 : -1);
            if (port.type() == ElementType.BOOL) {
                layers.truth(input);
            }
            Flowing seen = scalar ? layers.inside(input, List.of()) : input;
            values.put(port.name(), single ? layers.withOne(seen) : seen);
            inputs.add(new Network.Input(port.name(), value, port.documentation()));
        }
        graph.operators().forEach(this::translate);
        List<Flowing> results = results();
        List<Network.Output> outputs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            String name = graph.outputs().get(i).name();
            List<String> labels = graph.labels().getOrDefault(name, List.of());
            outputs.add(new Network.Output(name, results.get(i).value(), labels));
        }
        Network network = new Network(graph.name(), graph.documentation(), inputs, layers.calls(), outputs);
        return new Translated(network, results, obstacles);
    }

    private TensorType type(Graph.Port port, OptionalLong vocabulary) {
        List<Extent> extents =
                new ArrayList<>(port.shape().orElseThrow().stream().map(lengths).toList());
        if (batch.isPresent() || single) {
            extents.remove(0);
        }
        Shape shape = new Shape(extents);
        return vocabulary.isPresent() ? TensorType.ids(shape, vocabulary.getAsLong()) : TensorType.floats(shape);
    }

    private List<Flowing> results() {
        List<Flowing> results = new ArrayList<>();
        for (Graph.Port port : graph.outputs()) {
            Operand operand = values.get(port.name());
            if (operand == null) {
                continue; // whatever makes it is an obstacle
            }
            layers.begin("", port.name());
            Flowing result = guarded("", "output", () -> computed(single(layers.flowing(operand)), results));
            if (result == null) {
                continue;
            }
            results.add(placed(result));
        }
        return results;
    }

    /** With the batch in front; a dimension of 1 there is that of the only example. */
    private Flowing placed(Flowing result) {
        boolean one = batch.filter(Extent.of(1)::equals).isPresent();
        if (one && !result.isBatched()) {
            return layers.flowing(layers.squeeze(result, 0)).at(0);
        }
        if (result.batch() != (batch.isPresent() ? 0 : -1)) {
            throw new MixesBatch(result.value().name());
        }
        return result;
    }

    private Flowing single(Flowing result) {
        return single ? layers.flowing(layers.squeeze(result, 0)) : result;
    }

    /** The value itself, or a copy of one that is an input or another output as well. */
    private Flowing computed(Flowing value, List<Flowing> others) {
        boolean made = layers.calls().stream().anyMatch(call -> call.outputs().contains(value.value()));
        boolean other = others.stream().anyMatch(result -> result.value().equals(value.value()));
        return made && !other ? value : layers.map("identity", value);
    }

    private void translate(Operator operator) {
        List<Optional<Operand>> inputs = new ArrayList<>();
        for (String input : operator.inputs()) {
            if (!input.isEmpty() && !values.containsKey(input)) {
                return; // comes after an obstacle
            }
            inputs.add(input.isEmpty() ? Optional.empty() : Optional.of(values.get(input)));
        }
        Optional<OperatorRule> rule = OperatorRules.find(operator.domain(), operator.type());
        if (rule.isEmpty()) {
            obstacles.add(new Obstacle(operator.name(), qualified(operator), "the operator is not supported"));
            return;
        }
        String first = operator.outputs().isEmpty() ? "" : operator.outputs().get(0);
        layers.begin(operator.name(), first);
        OperatorCall call = new OperatorCall(operator, version(operator), inputs, layers, this::declared);
        List<? extends Operand> made =
                guarded(operator.name(), qualified(operator), () -> rule.get().translate(call));
        if (made == null) {
            return;
        }
        for (String attribute : call.unread()) {
            obstacles.add(new Obstacle(
                    operator.name(), qualified(operator), "attribute `" + attribute + "` is not supported"));
        }
        for (int i = 0; i < operator.outputs().size(); i++) {
            String name = operator.outputs().get(i);
            if (i < made.size()) {
                values.put(name, made.get(i));
            } else if (!name.isEmpty()) {
                obstacles.add(
                        new Obstacle(operator.name(), qualified(operator), "output " + (i + 1) + " is not supported"));
            }
        }
    }

    private Optional<List<Optional<Long>>> declared(String name) {
        return Stream.concat(graph.outputs().stream(), graph.described().values().stream())
                .filter(port -> port.name().equals(name))
                .findFirst()
                .flatMap(Graph.Port::shape)
                .map(shape -> shape.stream().map(Translation::known).toList());
    }

    private static Optional<Long> known(Dimension dimension) {
        return dimension instanceof Dimension.Known known ? Optional.of(known.length()) : Optional.empty();
    }

    private interface Attempt<T> {
        T run();
    }

    /** What an attempt gives; null, and an obstacle, where something is not supported. */
    private <T> T guarded(String name, String type, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (Unsupported e) {
            obstacles.add(new Obstacle(name, type, e.getMessage()));
        } catch (ArithmeticException e) {
            obstacles.add(new Obstacle(name, type, "its numbers are too large"));
        }
        return null;
    }

    private static String qualified(Operator operator) {
        return operator.domain().isEmpty() ? operator.type() : operator.domain() + "." + operator.type();
    }

    private long version(Operator operator) {
        return graph.operatorSets().getOrDefault(operator.domain(), 1L);
    }
}
