package io.github.nnc.importer;

import io.github.nnc.network.Network;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Labels for the statements that need one, and for those to which the graph gives the name of a module. */
final class Naming {

    private final Layout layout;
    private final Map<Value, String> ports = new HashMap<>();
    private final boolean severalInputs;
    private final Map<Item, String> labels = new HashMap<>();
    private final Map<Part.Repeat, String> repeats = new HashMap<>();

    Naming(Network network, Layout layout) {
        this.layout = layout;
        network.outputs().forEach(output -> ports.put(output.value(), output.name()));
        network.inputs().forEach(input -> ports.put(input.value(), input.name()));
        severalInputs = network.inputs().size() > 1;
        name(layout.parts(), new Labels(), Optional.empty());
    }

    /** The label of a statement; empty where it has none. */
    String label(Item item) {
        return labels.getOrDefault(item, "");
    }

    /** The label of a repetition; empty where it has none. */
    String label(Part.Repeat repeat) {
        return repeats.getOrDefault(repeat, "");
    }

    /** Names what stands in one scope; {@code prefix} is what the graph puts before the names in it. */
    private void name(List<Part> parts, Labels scope, Optional<String> prefix) {
        for (Part part : parts) {
            if (part instanceof Part.Single single) {
                name(single.item(), scope, prefix);
            } else if (part instanceof Part.Branches joined) {
                joined.branches().forEach(branch -> name(branch, scope, prefix));
                name(joined.join(), scope, prefix);
            } else if (part instanceof Part.Repeat repeat) {
                name(repeat, scope);
            }
        }
    }

    private void name(Part.Repeat repeat, Labels scope) {
        Optional<String> prefix = prefix(repeat);
        if (prefix.isPresent()) {
            repeats.put(repeat, scope.like(prefix.get(), "stack"));
            name(repeat.iterations().get(0), new Labels(), Optional.of(prefix.get() + ".0."));
        }
    }

    /** What the graph puts before the number of each iteration, where it numbers all of them from 0. */
    private static Optional<String> prefix(Part.Repeat repeat) {
        Optional<String> common = Optional.empty();
        for (int i = 0; i < repeat.iterations().size(); i++) {
            for (String path : paths(repeat.iterations().get(i))) {
                int at = path.indexOf("." + i + ".");
                String own = at < 0 ? "" : path.substring(0, at);
                if (own.isEmpty() || common.filter(other -> !other.equals(own)).isPresent()) {
                    return Optional.empty();
                }
                common = Optional.of(own);
            }
        }
        return common;
    }

    private static List<String> paths(List<Part> iteration) {
        List<String> paths = new ArrayList<>();
        iteration.stream()
                .flatMap(Part::items)
                .forEach(item -> ModuleNames.ofTensors(item.call()).ifPresent(paths::add));
        return paths;
    }

    private void name(Item item, Labels scope, Optional<String> prefix) {
        Optional<String> module = item.isInput() ? Optional.empty() : ModuleNames.ofTensors(item.call());
        Optional<String> own = prefix.isEmpty()
                ? module
                : module.filter(path -> path.startsWith(prefix.get()))
                        .map(path -> path.substring(prefix.get().length()));
        boolean referred = layout.isReferredTo(item) || item.isInput() && severalInputs;
        boolean alike = own.filter(path ->
                        !item.isInput() && scope.isNext(item.call().type().name(), path))
                .isPresent();
        if (referred || own.isPresent() && !alike) {
            labels.put(item, scope.like(own.orElseGet(() -> candidate(item)), "x"));
        } else if (!item.isInput()) {
            scope.number(item.call().type().name());
        }
    }

    /** A name for a statement that something refers to. */
    private String candidate(Item item) {
        if (ports.containsKey(item.result())) {
            return ports.get(item.result());
        }
        String origin = item.calls().get(item.calls().size() - 1).origin();
        return ModuleNames.ofOperator(origin)
                .map(ModuleNames::last)
                .orElse(item.result().name());
    }
}
