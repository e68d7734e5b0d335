package io.github.nnc.importer;

import io.github.nnc.layer.LayerType;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds joins whose values all begin at one value, and lays their branches within them: {@code residual < … >},
 * {@code concat < … | … >}.
 */
final class BranchFinder {

    /** Behind a longer branch what it left from is easier to find by its name. */
    private static final int MOST_BESIDE = 3;

    private final Users users;
    private final List<Part> parts = new ArrayList<>();

    private BranchFinder(Users users) {
        this.users = users;
    }

    static List<Part> find(List<Item> items, Users users) {
        BranchFinder finder = new BranchFinder(users);
        items.forEach(finder::add);
        return finder.parts;
    }

    private void add(Item item) {
        boolean join = !item.isInput()
                && item.call().type().role() == LayerType.Role.JOIN
                && item.inputs().size() > 1;
        Optional<Branching> branching = join ? branching(item) : Optional.empty();
        if (branching.isEmpty()) {
            parts.add(new Part.Single(item));
            return;
        }
        while (parts.size() > branching.get().start()) {
            parts.remove(parts.size() - 1);
        }
        item.continueFromArriving();
        parts.add(new Part.Branches(item, branching.get().branches()));
    }

    /** Where the first branch begins, and the branches in the order of the join. */
    private record Branching(int start, List<List<Part>> branches) {}

    private Optional<Branching> branching(Item join) {
        Set<Value> open = new HashSet<>(join.inputs());
        Map<Value, List<Part>> found = new LinkedHashMap<>();
        Optional<Value> origin = Optional.empty();
        int end = parts.size();
        while (true) {
            Value result = parts.get(end - 1).result();
            if (!open.remove(result)) {
                return Optional.empty();
            }
            boolean last = open.isEmpty() || origin.isPresent() && open.size() == 1 && open.contains(origin.get());
            int start = last && origin.isPresent() ? after(origin.get(), end) : start(end, open, origin);
            if (start < 0 || !isChain(start, end)) {
                return Optional.empty();
            }
            found.put(result, List.copyOf(parts.subList(start, end)));
            Value began = parts.get(start)
                    .from()
                    .orElse(start == 0 ? null : parts.get(start - 1).result());
            if (began == null || origin.isPresent() && !origin.get().equals(began)) {
                return Optional.empty();
            }
            origin = Optional.of(began);
            open.removeIf(value -> value.equals(began) && found.putIfAbsent(value, List.of()) == null);
            if (open.isEmpty()) {
                return accepted(join, start, found, parts.get(start).from().isEmpty());
            }
            if (parts.get(start).from().isEmpty()) {
                return Optional.empty();
            }
            end = start;
        }
    }

    /** The place behind the part that makes a value. */
    private int after(Value value, int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (parts.get(i).result().equals(value)) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Where a chain begins that ends at a place: where it turns to another value, or behind what it begins with. */
    private int start(int end, Set<Value> open, Optional<Value> origin) {
        for (int i = end - 1; i > 0; i--) {
            Value before = parts.get(i - 1).result();
            boolean empty = open.size() == 1
                    && open.contains(before)
                    && parts.get(i).from().isEmpty();
            if (parts.get(i).from().isPresent()
                    || empty
                    || origin.filter(before::equals).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    /** Whether each part but the first continues from the one before. */
    private boolean isChain(int start, int end) {
        return start < end
                && parts.subList(start + 1, end).stream()
                        .allMatch(part -> part.from().isEmpty())
                && parts.subList(start, end).stream().flatMap(Part::items).noneMatch(Item::isInput);
    }

    private Optional<Branching> accepted(Item join, int start, Map<Value, List<Part>> found, boolean natural) {
        Set<Item> inside =
                parts.subList(start, parts.size()).stream().flatMap(Part::items).collect(Collectors.toSet());
        List<Value> order = new ArrayList<>(join.call().inputs());
        boolean each = new HashSet<>(order).size() == order.size() && order.size() == found.size();
        boolean far = join.from().isPresent()
                && found.containsValue(List.of())
                && found.values().stream().anyMatch(branch -> branch.size() > MOST_BESIDE);
        if (!natural || !each || far || !users.areWithin(inside, Set.of(join))) {
            return Optional.empty();
        }
        for (List<Part> branch : found.values()) {
            if (!branch.isEmpty() && branch.get(0) instanceof Part.Single first) {
                first.item().continueFromArriving();
            }
        }
        boolean commutes = join.call().is("add");
        if (commutes && found.get(order.get(1)).isEmpty()) {
            Collections.reverse(order);
        }
        return Optional.of(new Branching(start, order.stream().map(found::get).toList()));
    }
}
