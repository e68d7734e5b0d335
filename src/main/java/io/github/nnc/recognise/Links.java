package io.github.nnc.recognise;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.LayerType;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Who makes and who reads the values of a network. */
final class Links {

    private final Map<Value, LayerCall> makers = new HashMap<>();
    private final Map<Value, List<LayerCall>> readers = new HashMap<>();
    private final Set<Value> outputs = new HashSet<>();

    Links(Network network) {
        for (LayerCall call : network.calls()) {
            call.outputs().forEach(value -> makers.put(value, call));
            call.inputs().forEach(value -> read(value, call));
            for (TensorSource source : call.tensors().values()) {
                if (source instanceof TensorSource.Computed computed) {
                    read(computed.value(), call);
                }
            }
        }
        network.outputs().forEach(output -> outputs.add(output.value()));
    }

    private void read(Value value, LayerCall call) {
        readers.computeIfAbsent(value, v -> new ArrayList<>()).add(call);
    }

    Optional<LayerCall> maker(Value value) {
        return Optional.ofNullable(makers.get(value));
    }

    /** The layers that read a value, each as often as it does. */
    List<LayerCall> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    /** Whether the caller gets a value. */
    boolean isOutput(Value value) {
        return outputs.contains(value);
    }

    /** Whether what layers make is read by them alone, but for what the last one makes. */
    boolean areClosed(Set<LayerCall> calls, LayerCall last) {
        return calls.stream()
                .filter(call -> !call.equals(last))
                .flatMap(call -> call.outputs().stream())
                .allMatch(value -> !outputs.contains(value) && calls.containsAll(readers(value)));
    }

    /** The tensor that a value stands for, where it is learned. */
    Optional<Operand.Constant> stored(Value value) {
        Optional<LayerCall> maker = maker(value);
        if (maker.filter(call -> call.is("squeeze")).isPresent()) {
            return stored(maker.get().input());
        }
        return maker.filter(call -> call.is("parameter"))
                .map(call -> call.tensors().get(""))
                .filter(TensorSource.Stored.class::isInstance)
                .map(source -> ((TensorSource.Stored) source).constant());
    }

    /** The number that a value stands for, where it is learned and has no other. */
    OptionalDouble number(Value value) {
        Optional<Operand.Constant> constant =
                stored(value).filter(found -> found.tensor().size() == 1);
        return constant.isPresent() ? OptionalDouble.of(constant.get().tensor().real(0)) : OptionalDouble.empty();
    }

    /** What a layer reads, with the number that stands in the place of a join's second value. */
    static List<Term> terms(LayerCall call) {
        List<Term> terms = new ArrayList<>();
        call.inputs().forEach(value -> terms.add(new Term.Flow(value)));
        boolean join = call.type().role() == LayerType.Role.JOIN;
        if (join && call.inputs().size() == 1 && call.type().number().isPresent()) {
            ArgumentValue number =
                    call.arguments().get(call.type().number().get().name());
            if (number instanceof ArgumentValue.Real real) {
                terms.add(new Term.Number(real.value()));
            }
        }
        return terms;
    }
}
