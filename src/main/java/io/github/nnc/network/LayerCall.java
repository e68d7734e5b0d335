package io.github.nnc.network;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.LayerType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One layer at work.
 *
 * @param origin the operator that it stands for, by name; empty where it has none
 * @param arguments those that are given, in the order in which they are written; defaults are left out
 * @param inputs what flows in first, then the values that arguments of the kind {@link ArgumentValue.Input} count
 * @param tensors by the layer's name of each
 * @param outputs in the layer's order
 */
public record LayerCall(
        String origin,
        LayerType type,
        Map<String, ArgumentValue> arguments,
        List<Value> inputs,
        Map<String, TensorSource> tensors,
        List<Value> outputs) {

    public LayerCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        inputs = List.copyOf(inputs);
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        outputs = List.copyOf(outputs);
    }

    public boolean is(String layer) {
        return type.name().equals(layer);
    }

    public Value input() {
        return inputs.get(0);
    }

    public Value output() {
        return outputs.get(0);
    }

    /** The same on other values, where some took the place of those that are read. */
    public LayerCall reading(Map<Value, Value> others) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        tensors.forEach((name, source) -> sources.put(
                name,
                source instanceof TensorSource.Computed computed
                        ? new TensorSource.Computed(others.getOrDefault(computed.value(), computed.value()))
                        : source));
        List<Value> read =
                inputs.stream().map(value -> others.getOrDefault(value, value)).toList();
        return new LayerCall(origin, type, arguments, read, sources, outputs);
    }
}
