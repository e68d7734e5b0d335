package io.github.nnc.operators;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.Arguments;
import io.github.nnc.layer.Layer;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One layer about to be put to work. Arguments that equal their default are left out. */
final class LayerBuilder {

    private final Layers layers;
    private final LayerType type;
    private final Map<String, ArgumentValue> arguments = new LinkedHashMap<>();
    private final List<Flowing> inputs = new ArrayList<>();
    private final Map<String, Operand> tensors = new LinkedHashMap<>();
    private Optional<Integer> batch = Optional.empty();

    LayerBuilder(Layers layers, String layer) {
        this.layers = layers;
        this.type = LayerCatalog.find(layer).orElseThrow();
    }

    LayerBuilder with(String parameter, ArgumentValue value) {
        Parameter declared = type.parameter(parameter).orElseThrow();
        if (!declared.defaultValue().equals(Optional.of(value))) {
            arguments.put(parameter, value);
        }
        return this;
    }

    LayerBuilder whole(String parameter, long value) {
        return with(parameter, new ArgumentValue.Whole(value));
    }

    LayerBuilder wholes(String parameter, List<Long> values) {
        return with(parameter, new ArgumentValue.Wholes(values));
    }

    LayerBuilder real(String parameter, double value) {
        return with(parameter, new ArgumentValue.Real(value));
    }

    /** The number that stands in the place of a join's second value. */
    LayerBuilder number(double value) {
        return real(type.number().orElseThrow().name(), value);
    }

    LayerBuilder flag(String parameter, boolean value) {
        return with(parameter, new ArgumentValue.Flag(value));
    }

    LayerBuilder word(String parameter, String value) {
        return with(parameter, new ArgumentValue.Word(value));
    }

    /** Sizes for the axes, one where they are all alike. */
    LayerBuilder sizes(String parameter, List<Long> values) {
        boolean alike = values.stream().distinct().count() == 1;
        return with(parameter, new ArgumentValue.Sizes(alike ? values.subList(0, 1) : values));
    }

    LayerBuilder dimensions(String parameter, List<Optional<Extent>> extents) {
        return with(parameter, new ArgumentValue.Dimensions(extents));
    }

    /** A value that an argument names, as a further input. */
    LayerBuilder value(String parameter, Flowing value) {
        inputs.add(value);
        return with(parameter, new ArgumentValue.Input(inputs.size() - 1));
    }

    LayerBuilder input(Flowing value) {
        inputs.add(value);
        return this;
    }

    /** One of the layer's tensors. */
    LayerBuilder tensor(String name, Operand source) {
        tensors.put(name, source);
        return this;
    }

    /** Where the batch stands in the outputs; in front where nothing is said and an input has one. */
    LayerBuilder batch(int place) {
        batch = Optional.of(place);
        return this;
    }

    /** The first output. */
    Flowing one() {
        return all().get(0);
    }

    /** All outputs. */
    List<Flowing> all() {
        List<TensorType> types =
                inputs.stream().map(input -> input.value().type()).toList();
        Layer layer = type.factory().apply(bound());
        List<TensorType> results = layer.outputs(new LayerShapes(types));
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        for (WeightSpec spec : layer.weights(types)) {
            sources.put(spec.name(), source(spec));
        }
        List<Value> values = results.stream()
                .map(result -> new Value(layers.nextName(), result))
                .toList();
        layers.add(new LayerCall(
                layers.origin(),
                type,
                arguments,
                inputs.stream().map(Flowing::value).toList(),
                sources,
                values));
        int place = batch.orElse(inputs.stream().anyMatch(Flowing::isBatched) ? 0 : -1);
        return values.stream().map(value -> new Flowing(value, place)).toList();
    }

    private Arguments bound() {
        Map<String, ArgumentValue> all = new HashMap<>();
        type.parameters()
                .forEach(parameter -> parameter.defaultValue().ifPresent(value -> all.put(parameter.name(), value)));
        all.putAll(arguments);
        return new Arguments(all);
    }

    private TensorSource source(WeightSpec spec) {
        Operand operand = tensors.get(spec.name());
        if (operand == null) {
            throw new IllegalStateException(type.name() + " needs " + spec.name());
        }
        List<Long> extents = spec.shape().extents().stream().map(Extent::max).toList();
        if (operand instanceof Operand.Constant constant) {
            if (!constant.tensor().type().isFloating()) {
                throw new Unsupported(
                        "`" + constant.name() + "` has " + constant.tensor().type() + " numbers");
            }
            layers.needsFinite(constant);
            return new TensorSource.Stored((Operand.Constant) layers.shaped(constant, extents));
        }
        Flowing value = layers.flowing(operand);
        if (value.isBatched()) {
            throw new MixesBatch(type.name());
        }
        return new TensorSource.Computed(
                layers.flowing(layers.shaped(value, extents)).value());
    }
}
