package io.github.nnc.importer;

import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which modules of the graph layers stand for. */
final class Modules {

    private final Map<Item, String> paths = new HashMap<>();

    /** How many layers are in a module or in those within it. */
    private final Map<String, Integer> sizes = new HashMap<>();

    /** The layers in a module or in those within it, by the words of its path. */
    private final Map<String, Set<Item>> members = new HashMap<>();

    /** The modules of these statements. */
    Modules(Collection<Item> items) {
        Set<Operand.Constant> shared = shared(items);
        for (Item item : items) {
            if (!item.isInput()) {
                ModuleNames.ofTensors(item.call(), shared).ifPresent(path -> add(item, path));
            }
        }
    }

    private static Set<Operand.Constant> shared(Collection<Item> items) {
        Set<Operand.Constant> once = new HashSet<>();
        return items.stream()
                .flatMap(item -> item.calls().stream())
                .flatMap(call -> call.tensors().values().stream())
                .filter(TensorSource.Stored.class::isInstance)
                .map(source -> ((TensorSource.Stored) source).constant())
                .filter(constant -> !once.add(constant))
                .collect(Collectors.toSet());
    }

    private void add(Item item, String path) {
        paths.put(item, path);
        String module = path;
        while (!module.isEmpty()) {
            sizes.merge(module, 1, Integer::sum);
            module = outer(module);
        }
        outerModules(path)
                .forEach(words ->
                        members.computeIfAbsent(words, w -> new HashSet<>()).add(item));
    }

    /** The modules that a path is in, whether it is a path or labels that were made of one: {@code layer1_0_conv1}. */
    private static List<String> outerModules(String path) {
        String words = path.replaceAll("_(?=[0-9])|(?<=[0-9])_", ".");
        List<String> modules = new ArrayList<>(List.of(""));
        for (int at = words.indexOf('.'); at > 0; at = words.indexOf('.', at + 1)) {
            modules.add(words.substring(0, at));
        }
        return modules;
    }

    /**
     * Whether statements are neither within one module, nor whole modules that are all of another one: some belong to a
     * module of which others are not among them, or a module and what stands beside it are not all of one.
     */
    boolean isTorn(Collection<Item> items) {
        Set<Item> within = new HashSet<>(items);
        within.retainAll(paths.keySet());
        Set<Set<Item>> parts = new HashSet<>();
        for (Item item : within) {
            Set<Item> outermost = Set.of();
            for (String words : outerModules(paths.get(item))) {
                Set<Item> module = members.get(words);
                if (within.containsAll(module)) {
                    outermost = outermost.isEmpty() ? module : outermost;
                } else if (!module.containsAll(within)) {
                    return true;
                }
            }
            if (outermost.size() > 1) {
                parts.add(outermost);
            }
        }
        return parts.size() > 1 || parts.stream().anyMatch(module -> !module.containsAll(within));
    }

    private static String outer(String module) {
        return module.substring(0, Math.max(0, module.lastIndexOf('.')));
    }

    /** The path of a layer. */
    Optional<String> path(Item item) {
        return Optional.ofNullable(paths.get(item));
    }

    /** The outermost module that holds these layers and no other; of one layer with a path it may be the layer itself. */
    Optional<String> of(Collection<Item> items) {
        List<String> within =
                items.stream().map(paths::get).filter(path -> path != null).toList();
        if (within.isEmpty()) {
            return Optional.empty();
        }
        String module = within.get(0);
        while (!module.isEmpty() && !holdsAll(module, within)) {
            module = outer(module);
        }
        while (!outer(module).isEmpty() && sizes.get(outer(module)) == within.size()) {
            module = outer(module);
        }
        return module.isEmpty() ? Optional.empty() : Optional.of(module);
    }

    private static boolean holdsAll(String module, List<String> paths) {
        return paths.stream().allMatch(path -> path.equals(module) || path.startsWith(module + "."));
    }

    /** What is left of a layer's path within a module, without numbers; empty where nothing is. */
    Optional<String> within(Item item, String module) {
        String path = paths.getOrDefault(item, "");
        if (!path.startsWith(module + ".")) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (String part : path.substring(module.length() + 1).split("\\.")) {
            if (!part.matches("[0-9]*")) {
                words.add(part);
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(words.get(words.size() - 1));
    }
}
