package io.github.nnc.importer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the calls of a block say: the amounts that differ between them, equal ones once.
 *
 * @param parameters in the order in which calls give them
 * @param texts what the block says in the place of each amount; empty where it is the same everywhere
 * @param arguments by parameter, for each call
 */
record BlockParameters(
        List<Block.Parameter> parameters, List<Optional<String>> texts, List<Map<String, String>> arguments) {

    /** The arguments that say how wide a layer is; they come first, and without their names. */
    private static final Set<String> WIDTHS = Set.of("channels", "units");

    /** The parameters for pieces of one shape, given the amounts of each. */
    static BlockParameters of(List<List<Outline.Amount>> uses) {
        return new Finder(uses).found();
    }

    /** The amounts at one place of all uses, and at all other places where they are the same. */
    private record Column(String kind, List<String> values, List<Integer> places) {

        boolean isWidth() {
            return WIDTHS.contains(kind);
        }
    }

    private static final class Finder {

        private final List<List<Outline.Amount>> uses;
        private final List<Optional<String>> texts = new ArrayList<>();
        private final List<Column> columns = new ArrayList<>();
        private final Map<Column, String> names = new LinkedHashMap<>();

        Finder(List<List<Outline.Amount>> uses) {
            this.uses = uses;
        }

        BlockParameters found() {
            for (int place = 0; place < uses.get(0).size(); place++) {
                texts.add(Optional.empty());
                collect(place);
            }
            Map<Column, Derived> derived = derived();
            columns.removeAll(derived.keySet());
            columns.stream().filter(Column::isWidth).forEach(this::name);
            columns.stream().filter(column -> !column.isWidth()).forEach(this::name);
            names.forEach((column, name) -> column.places.forEach(place -> texts.set(place, Optional.of(name))));
            derived.forEach((column, from) ->
                    column.places.forEach(place -> texts.set(place, Optional.of(from.text(names.get(from.base))))));
            List<Block.Parameter> parameters = new ArrayList<>();
            names.forEach((column, name) -> parameters.add(new Block.Parameter(
                    name, !column.isWidth(), column.isWidth() ? Optional.empty() : standard(column))));
            return new BlockParameters(parameters, texts, arguments());
        }

        private void collect(int place) {
            Outline.Amount first = uses.get(0).get(place);
            List<String> values =
                    uses.stream().map(amounts -> amounts.get(place).text()).toList();
            boolean same = new HashSet<>(values).size() == 1 && !first.isName();
            if (same) {
                return;
            }
            String kind = kind(first.name());
            columns.stream()
                    .filter(column -> column.kind.equals(kind) && column.values.equals(values))
                    .findFirst()
                    .orElseGet(() -> {
                        Column column = new Column(kind, values, new ArrayList<>());
                        columns.add(column);
                        return column;
                    })
                    .places
                    .add(place);
        }

        /** What an argument is about; widths of blocks within are widths as well. */
        private static String kind(String name) {
            String plain = name.replaceAll("[0-9]+$", "");
            return plain.equals("hidden") ? "channels" : plain;
        }

        /** The last of several widths is that of the result; those before it are hidden. */
        private void name(Column column) {
            List<Column> alike = columns.stream()
                    .filter(other -> other.isWidth() ? column.isWidth() : other.kind.equals(column.kind))
                    .toList();
            int last = Collections.max(
                    alike.stream().map(other -> Collections.max(other.places)).toList());
            int number = alike.indexOf(column) + 1;
            if (!column.isWidth()) {
                names.put(column, column.kind + (number == 1 ? "" : number));
            } else if (column.places.contains(last)) {
                names.put(column, column.kind);
            } else {
                names.put(column, "hidden" + (number == 1 ? "" : number));
            }
        }

        /** What most calls give, or what layers take anyway. */
        private Optional<String> standard(Column column) {
            Optional<String> usual = uses.get(0).get(column.places.get(0)).standard();
            if (usual.filter(column.values::contains).isPresent()) {
                return usual;
            }
            Map<String, Integer> counts = new HashMap<>();
            column.values.forEach(value -> counts.merge(value, 1, Integer::sum));
            return column.values.stream()
                    .filter(value -> counts.get(value) * 2 > uses.size() && value.matches("[0-9x.]+"))
                    .findFirst();
        }

        private List<Map<String, String>> arguments() {
            return IntStream.range(0, uses.size())
                    .mapToObj(use -> {
                        Map<String, String> given = new LinkedHashMap<>();
                        names.forEach((column, name) -> given.put(name, column.values.get(use)));
                        return given;
                    })
                    .toList();
        }

        /** The amounts that follow from those of another column. */
        private Map<Column, Derived> derived() {
            Map<Column, Derived> derived = new LinkedHashMap<>();
            for (Column column : columns) {
                columns.stream()
                        .filter(base -> base != column && !derived.containsKey(base))
                        .flatMap(base -> Derived.of(base, column, uses.get(0)).stream())
                        .findFirst()
                        .ifPresent(found -> derived.put(column, found));
            }
            return derived;
        }
    }

    /** How the amounts of a column follow from those of another one: {@code before} its name {@code after}. */
    private record Derived(Column base, String before, String after) {

        /** Relations of fewer calls are more likely by chance. */
        private static final int FEWEST = 3;

        String text(String name) {
            return before + name + after;
        }

        static Optional<Derived> of(Column base, Column column, List<Outline.Amount> amounts) {
            boolean plain = base.values.size() >= FEWEST && areWhole(base) && areWhole(column);
            if (!plain) {
                return Optional.empty();
            }
            if (base.isWidth() && column.isWidth() && base.places.get(0) < column.places.get(0)) {
                return ratio(base, column);
            }
            boolean centred = base.kind.equals("kernel")
                    && column.kind.equals("padding")
                    && amounts.get(base.places.get(0))
                            .statement()
                            .equals(amounts.get(column.places.get(0)).statement())
                    && IntStream.range(0, base.values.size()).allMatch(i -> whole(base, i) == 2 * whole(column, i) + 1);
            return centred ? Optional.of(new Derived(base, "((", " - 1) / 2)")) : Optional.empty();
        }

        private static Optional<Derived> ratio(Column base, Column column) {
            for (boolean multiple : new boolean[] {true, false}) {
                Column less = multiple ? base : column;
                Column more = multiple ? column : base;
                long factor = whole(more, 0) / whole(less, 0);
                boolean always = factor > 1
                        && IntStream.range(0, base.values.size())
                                .allMatch(i -> whole(more, i) == factor * whole(less, i));
                if (always) {
                    return Optional.of(
                            multiple
                                    ? new Derived(base, "(" + factor + " * ", ")")
                                    : new Derived(base, "(", " / " + factor + ")"));
                }
            }
            return Optional.empty();
        }

        private static boolean areWhole(Column column) {
            return column.values.stream().allMatch(value -> value.matches("[1-9][0-9]{0,9}"));
        }

        private static long whole(Column column, int use) {
            return Long.parseLong(column.values.get(use));
        }
    }
}
