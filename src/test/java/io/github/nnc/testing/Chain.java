package io.github.nnc.testing;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.Inference;
import io.github.nnc.layer.Layer;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds models layer by layer, without the language: the emitter's tests do not depend on parser and checker. */
public final class Chain {

    private static final Span SPAN = new SourceFile("test.nn", "model test < >").span(0, 5);

    private final String name;
    private final List<Model.Input> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<LearnedTensor> tensors = new ArrayList<>();
    private final List<Model.Output> outputs = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    public Chain(String name) {
        this.name = name;
    }

    public Value input(String label, TensorType type) {
        Value value = value(type, "input " + type);
        inputs.add(new Model.Input(label, value, Optional.empty(), SPAN));
        return value;
    }

    /** A layer over values; arguments are pairs of name and value. */
    public Value layer(String type, List<Value> from, Object... arguments) {
        LayerType layerType = LayerCatalog.find(type).orElseThrow();
        Arguments bound = bind(layerType, arguments);
        Layer layer = layerType.factory().apply(bound);
        List<TensorType> types = layer.outputs(new Fitting(from));
        String path = type + counts.merge(type, 1, Integer::sum);
        List<Value> values = new ArrayList<>();
        for (TensorType each : types) {
            values.add(value(each, description(type, arguments)));
        }
        Map<String, TensorUse> uses = new HashMap<>();
        for (WeightSpec spec : layer.weights(from.stream().map(Value::type).toList())) {
            LearnedTensor tensor = new LearnedTensor(path, spec, SPAN);
            tensors.add(tensor);
            uses.put(spec.name(), new TensorUse.Learned(tensor, false));
        }
        nodes.add(new Node(path, layerType, bound, layer, from, values, uses, false, SPAN));
        return values.get(0);
    }

    public Value layer(String type, Value from, Object... arguments) {
        return layer(type, List.of(from), arguments);
    }

    public Chain output(String label, Value value, String... labels) {
        outputs.add(new Model.Output(
                label, value, labels.length == 0 ? Optional.empty() : Optional.of(List.of(labels)), SPAN));
        return this;
    }

    public Model model() {
        return new Model(name, Optional.empty(), inputs, nodes, tensors, outputs, Optional.empty(), SPAN);
    }

    private static String description(String type, Object... arguments) {
        StringBuilder text = new StringBuilder(type);
        for (int i = 1; i < arguments.length; i += 2) {
            text.append(' ').append(arguments[i]);
        }
        return text.toString();
    }

    private static Arguments bind(LayerType type, Object... arguments) {
        Map<String, ArgumentValue> values = new HashMap<>();
        for (Parameter parameter : type.parameters()) {
            parameter.defaultValue().ifPresent(value -> values.put(parameter.name(), value));
        }
        for (int i = 0; i < arguments.length; i += 2) {
            values.put((String) arguments[i], argument(arguments[i + 1]));
        }
        return new Arguments(values);
    }

    private static ArgumentValue argument(Object value) {
        if (value instanceof Integer whole) {
            return new ArgumentValue.Whole(whole);
        } else if (value instanceof Boolean flag) {
            return new ArgumentValue.Flag(flag);
        } else if (value instanceof Double real) {
            return new ArgumentValue.Real(real);
        }
        return new ArgumentValue.Word((String) value);
    }

    private static Value value(TensorType type, String description) {
        return new Value(type, new Value.Origin(SPAN, description, Optional.empty()));
    }

    private record Fitting(List<Value> values) implements Inference {

        @Override
        public List<TensorType> inputs() {
            return values.stream().map(Value::type).toList();
        }

        @Override
        public Span place() {
            return SPAN;
        }

        @Override
        public Span place(String argument) {
            return SPAN;
        }

        @Override
        public Edit insertBefore(String statements) {
            return new Edit(SPAN, statements);
        }

        @Override
        public Edit argument(String name, String value) {
            return new Edit(SPAN, name + "=" + value);
        }

        @Override
        public void explain(String arithmetic) {
            // the tests of shapes look at it
        }

        @Override
        public List<TensorType> reject(Diagnostic misfit) {
            throw new AssertionError(misfit.message());
        }

        @Override
        public List<TensorType> rejectArguments(Diagnostic misfit) {
            return reject(misfit);
        }
    }
}
