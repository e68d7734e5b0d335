package io.github.nnc.importer;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.TensorSource;
import java.util.Optional;
import java.util.Set;

/** What the graph calls the module that a layer stands for. */
final class ModuleNames {

    /** How tensors of modules are called. */
    private static final Set<String> TENSORS = Set.of(
            "weight",
            "bias",
            "gamma",
            "beta",
            "kernel",
            "running_mean",
            "running_var",
            "scale",
            "b",
            "w",
            "mean",
            "var");

    private ModuleNames() {}

    /** The path of the module by the names of its tensors, otherwise by that of the operator; empty where there is none. */
    static Optional<String> of(LayerCall call) {
        for (TensorSource source : call.tensors().values()) {
            if (source instanceof TensorSource.Stored stored) {
                Optional<String> module = owner(stored.constant().name(), call);
                if (module.isPresent()) {
                    return module;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> owner(String tensor, LayerCall call) {
        if (call.is("parameter")) {
            return Optional.of(tensor);
        }
        int dot = Math.max(tensor.lastIndexOf('.'), tensor.lastIndexOf('/'));
        boolean named = dot > 0 && TENSORS.contains(tensor.substring(dot + 1).toLowerCase(java.util.Locale.ROOT));
        return named ? Optional.of(tensor.substring(0, dot)) : Optional.empty();
    }
}
