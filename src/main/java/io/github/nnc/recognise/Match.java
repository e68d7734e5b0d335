package io.github.nnc.recognise;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Operand;
import io.github.nnc.network.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a pattern fits: what its names stand for, and the layers that it covers.
 *
 * @param names a {@link Value}, {@link Double}, {@link Operand.Constant} or {@link LayerCall} each
 */
record Match(Map<String, Object> names, Set<LayerCall> covered) {

    static final Match EMPTY = new Match(Map.of(), Set.of());

    Match {
        names = Map.copyOf(names);
        covered = Set.copyOf(covered);
    }

    /** With a name for something; nothing if the name stands for something else. */
    Optional<Match> with(String name, Object meant) {
        Object before = names.get(name);
        if (before != null) {
            return before.equals(meant) ? Optional.of(this) : Optional.empty();
        }
        Map<String, Object> more = new HashMap<>(names);
        more.put(name, meant);
        return Optional.of(new Match(more, covered));
    }

    Match covering(LayerCall call) {
        Set<LayerCall> more = new HashSet<>(covered);
        more.add(call);
        return new Match(names, more);
    }

    Value value(String name) {
        return (Value) names.get(name);
    }

    double number(String name) {
        return (Double) names.get(name);
    }

    Operand.Constant tensor(String name) {
        return (Operand.Constant) names.get(name);
    }

    LayerCall call(String name) {
        return (LayerCall) names.get(name);
    }
}
