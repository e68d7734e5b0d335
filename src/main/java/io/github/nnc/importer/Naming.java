package io.github.nnc.importer;

import io.github.nnc.network.Network;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names for blocks, and labels for the statements that need one and for those to which the graph gives the name of a
 * module.
 */
final class Naming {

    private final Layout layout;
    private final Modules modules;
    private final Map<Value, String> ports = new HashMap<>();
    private final boolean severalInputs;
    private final Map<Item, String> labels = new HashMap<>();

    /** The labels of pieces by which others name what comes out of them. */
    private final Map<Item, String> results = new HashMap<>();

    private final Map<Part, String> pieces = new IdentityHashMap<>();
    private final List<String> blocks = new ArrayList<>();

    /** The calls whose names stand in a scope of their own. */
    private final Set<Part> scopes = Collections.newSetFromMap(new IdentityHashMap<>());

    Naming(Network network, Layout layout) {
        this.layout = layout;
        this.modules = layout.modules();
        network.outputs().forEach(output -> ports.put(output.value(), output.name()));
        network.inputs().forEach(input -> ports.put(input.value(), input.name()));
        severalInputs = network.inputs().size() > 1;
        BlockCallers callers = BlockCallers.of(layout, modules);
        BlockNames names = new BlockNames(Set.of(network.name()));
        for (int i = 0; i < layout.blocks().size(); i++) {
            List<Optional<String>> called =
                    callers.shown(i).stream().map(this::module).toList();
            blocks.add(names.name(layout.blocks().get(i), called));
        }
        name(layout.parts(), scope(), Optional.empty());
        for (int i = 0; i < layout.blocks().size(); i++) {
            name(layout.blocks().get(i), callers.all(i));
        }
    }

    private Labels scope() {
        return new Labels(new HashSet<>(blocks));
    }

    /** The label of a statement; empty where it has none. */
    String label(Item item) {
        return labels.getOrDefault(item, "");
    }

    /** The label of a repetition or a call; empty where it has none. */
    String label(Part piece) {
        return pieces.getOrDefault(piece, "");
    }

    /** The label by which others name what comes out of a statement. */
    String result(Item item) {
        return results.getOrDefault(item, label(item));
    }

    /** The name of a block by its number. */
    String block(int number) {
        return blocks.get(number);
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
            } else if (part instanceof Part.Call call) {
                name(call, parts.size() == 1, scope, prefix);
            }
        }
    }

    private void name(Part.Repeat repeat, Labels scope) {
        Optional<RepeatModules> numbered = RepeatModules.of(repeat, modules);
        if (numbered.isPresent()) {
            pieces.put(repeat, scope.like(numbered.get().name(), "stack"));
            List<Part> first = repeat.iterations().get(0);
            name(first, scope(), Optional.of(numbered.get().first() + "."));
            for (int i = 0; i < first.size(); i++) {
                if (first.size() == 1 || scopes.contains(first.get(i))) {
                    int place = i;
                    repeat.iterations().forEach(iteration -> scopes.add(iteration.get(place)));
                }
            }
        } else {
            number(List.of(repeat), scope);
        }
    }

    private void name(Part.Call call, boolean alone, Labels scope, Optional<String> prefix) {
        Optional<String> own = within(module(call), prefix);
        boolean alike =
                own.filter(path -> scope.isNext(block(call.block()), path)).isPresent();
        if (layout.isReferredTo(call.last()) || own.isPresent() && !alike) {
            String label = scope.like(own.orElseGet(() -> candidate(call.last())), "x");
            pieces.put(call, label);
            results.put(call.last(), label);
            scopes.add(call);
        } else {
            number(alone ? call.body() : List.of(call), scope);
        }
    }

    private Optional<String> module(Part.Call call) {
        return modules.of(call.items().toList());
    }

    private static Optional<String> within(Optional<String> module, Optional<String> prefix) {
        return prefix.isEmpty()
                ? module
                : module.filter(path -> path.startsWith(prefix.get()))
                        .map(path -> path.substring(prefix.get().length()));
    }

    private void name(Item item, Labels scope, Optional<String> prefix) {
        Optional<String> own = within(item.isInput() ? Optional.empty() : modules.path(item), prefix);
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

    /** Counts what has no label in a scope. */
    private void number(List<Part> parts, Labels scope) {
        for (Part part : parts) {
            if (part instanceof Part.Single single) {
                scope.number(single.item().call().type().name());
            } else if (part instanceof Part.Branches joined) {
                joined.branches().forEach(branch -> number(branch, scope));
                scope.number(joined.join().call().type().name());
            } else if (part instanceof Part.Repeat repeat) {
                repeat.iterations().forEach(iteration -> number(iteration, scope));
            } else if (part instanceof Part.Call call) {
                scope.number(block(call.block()));
            }
        }
    }

    /** Names the statements of a block that have the same name in all modules that it stands for. */
    private void name(Block block, List<Part.Call> calls) {
        if (!scopes.containsAll(calls)) {
            return;
        }
        List<List<Item>> items =
                calls.stream().map(call -> call.items().toList()).toList();
        Map<Item, String> found = new HashMap<>();
        List<Item> written = block.body().stream().flatMap(Part::items).toList();
        for (int i = 0; i < written.size(); i++) {
            Set<String> said = new HashSet<>();
            for (int call = 0; call < calls.size(); call++) {
                Item item = items.get(call).get(i);
                String name = module(calls.get(call))
                        .flatMap(module -> modules.within(item, module))
                        .orElse("");
                said.add(Labels.identifier(name));
            }
            if (said.size() == 1) {
                found.put(written.get(i), said.iterator().next());
            }
        }
        List<String> all = new ArrayList<>(found.values());
        Labels scope = scope();
        found.values()
                .removeIf(name -> name.isEmpty() || all.indexOf(name) != all.lastIndexOf(name) || !scope.isFree(name));
        block.body().forEach(part -> label(part, found, scope));
    }

    private void label(Part part, Map<Item, String> found, Labels scope) {
        if (part instanceof Part.Single single && found.containsKey(single.item())) {
            labels.put(single.item(), scope.like(found.get(single.item()), "x"));
        } else if (part instanceof Part.Branches joined) {
            joined.branches().forEach(branch -> branch.forEach(inner -> label(inner, found, scope)));
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
