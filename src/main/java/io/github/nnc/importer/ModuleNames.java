package io.github.nnc.importer;

import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the graph calls the modules that layers stand for, as paths with dots: {@code layer1.0.conv1}. */
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

    /**
     * The path of a layer that stores tensors: by the names of those that no other layer has, otherwise by the name of the
     * operator, otherwise by the names of those that it shares.
     *
     * @param shared tensors of several layers; exporters store equal ones once
     */
    static Optional<String> ofTensors(LayerCall call, Set<Operand.Constant> shared) {
        List<Operand.Constant> stored = call.tensors().values().stream()
                .filter(TensorSource.Stored.class::isInstance)
                .map(source -> ((TensorSource.Stored) source).constant())
                .toList();
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> own = stored.stream()
                .filter(constant -> !shared.contains(constant))
                .flatMap(constant -> owner(constant.name(), call).stream())
                .findFirst();
        return own.or(() -> ofOperator(call.origin()))
                .or(() -> stored.stream()
                        .flatMap(constant -> owner(constant.name(), call).stream())
                        .findFirst());
    }

    private static Optional<String> owner(String tensor, LayerCall call) {
        if (call.is("parameter")) {
            return Optional.of(tensor);
        }
        int dot = Math.max(tensor.lastIndexOf('.'), tensor.lastIndexOf('/'));
        boolean named = dot > 0 && TENSORS.contains(tensor.substring(dot + 1).toLowerCase(Locale.ROOT));
        return named ? Optional.of(tensor.substring(0, dot)) : Optional.empty();
    }

    /**
     * The path of the module that an operator belongs to: of {@code /layer1/layer1.0/conv1/Conv} it is
     * {@code layer1.0.conv1}, since each part that repeats the one before with more behind it takes its place.
     */
    static Optional<String> ofOperator(String name) {
        String[] parts = name.replaceAll("^/+", "").split("/");
        String path = "";
        for (int i = 0; i < parts.length - 1; i++) {
            String last = path.substring(path.lastIndexOf('/') + 1);
            boolean repeats = !last.isEmpty() && parts[i].startsWith(last + ".");
            String before =
                    repeats ? path.substring(0, path.length() - last.length()) : path + (path.isEmpty() ? "" : "/");
            path = before + parts[i];
        }
        return path.isEmpty() ? Optional.empty() : Optional.of(path.replace('/', '.'));
    }

    /** The last part of a path that is not a number. */
    static String last(String path) {
        String[] parts = path.split("\\.");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].matches("[0-9]*")) {
                return parts[i];
            }
        }
        return path;
    }
}
