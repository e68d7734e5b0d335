package io.github.nnc.recognise;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One layer about to be put in the place of others. Arguments that equal their default are left out. */
final class NewLayer {

    private final LayerType type;
    private final Map<String, ArgumentValue> arguments = new LinkedHashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private final Map<String, TensorSource> tensors = new LinkedHashMap<>();

    private NewLayer(LayerType type) {
        this.type = type;
    }

    static NewLayer of(String layer) {
        return new NewLayer(LayerCatalog.find(layer).orElseThrow());
    }

    /** A layer as another one, which may be changed. */
    static NewLayer like(LayerCall call) {
        NewLayer layer = new NewLayer(call.type());
        layer.arguments.putAll(call.arguments());
        layer.inputs.addAll(call.inputs());
        layer.tensors.putAll(call.tensors());
        return layer;
    }

    /** A layer of one input as another one, which reads another value. */
    static NewLayer like(LayerCall call, Value input) {
        NewLayer layer = like(call);
        layer.inputs.set(0, input);
        return layer;
    }

    NewLayer with(String name, ArgumentValue value) {
        Parameter declared = type.parameter(name).orElseThrow();
        if (declared.defaultValue().equals(Optional.of(value))) {
            arguments.remove(name);
        } else {
            arguments.put(name, value);
        }
        return this;
    }

    NewLayer whole(String name, long value) {
        return with(name, new ArgumentValue.Whole(value));
    }

    NewLayer real(String name, double value) {
        return with(name, new ArgumentValue.Real(value));
    }

    NewLayer flag(String name, boolean value) {
        return with(name, new ArgumentValue.Flag(value));
    }

    NewLayer word(String name, String value) {
        return with(name, new ArgumentValue.Word(value));
    }

    /** A value that an argument names, as a further input. */
    NewLayer value(String name, Value value) {
        inputs.add(value);
        return with(name, new ArgumentValue.Input(inputs.size() - 1));
    }

    NewLayer input(Value value) {
        inputs.add(value);
        return this;
    }

    NewLayer tensor(String name, Operand.Constant constant) {
        tensors.put(name, new TensorSource.Stored(constant));
        return this;
    }

    /** The layer, which makes what another one made. */
    LayerCall insteadOf(LayerCall call) {
        return new LayerCall(call.origin(), type, arguments, inputs, tensors, call.outputs());
    }

    /** The layer, which makes another value. */
    LayerCall making(String origin, Value value) {
        return new LayerCall(origin, type, arguments, inputs, tensors, List.of(value));
    }
}
