package io.github.nnc.check;

import io.github.nnc.tensor.Extent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a written value means, before it is asked whether it fits where it stands. */
sealed interface Datum {

    record Whole(long value) implements Datum {
        @Override
        public String toString() {
            return "`" + value + "`";
        }
    }

    record Real(double value) implements Datum {
        @Override
        public String toString() {
            return "`" + value + "`";
        }
    }

    /** {@code 3x3}, {@code (n x 128)}; an empty element is to be inferred. */
    record Dimensions(List<Optional<Extent>> extents) implements Datum {

        public Dimensions {
            extents = List.copyOf(extents);
        }

        @Override
        public String toString() {
            return "the sizes `"
                    + extents.stream()
                            .map(e -> e.map(Extent::toString).orElse("?"))
                            .collect(Collectors.joining("x"))
                    + "`";
        }
    }

    /** {@code 1..9}; as a dimension it is {@code extent}, the same one wherever this datum goes. */
    record Range(long from, long to, Extent extent) implements Datum {

        static Range of(String name, long from, long to) {
            return new Range(from, to, from == to ? Extent.of(from) : new Extent.Symbol(name, from, to));
        }

        /** The length of a constant, which has a name. */
        Range named(String name) {
            return of(name, from, to);
        }

        @Override
        public String toString() {
            return "the range `" + from + ".." + to + "`";
        }
    }

    record Text(String value) implements Datum {
        @Override
        public String toString() {
            return "a text";
        }
    }

    /** A bare word that names neither parameter nor constant nor label. */
    record Word(String value) implements Datum {
        @Override
        public String toString() {
            return "the word `" + value + "`";
        }
    }

    /** One labelled result, or several where the path has a {@code *} in it. */
    record Labelled(String path, List<Result> results, boolean several) implements Datum {

        public Labelled {
            results = List.copyOf(results);
        }

        @Override
        public String toString() {
            return "the value `" + path + "`";
        }
    }

    record Many(List<Datum> items) implements Datum {

        public Many {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "a list";
        }
    }

    /** Not known because of a problem that was reported. */
    enum Unknown implements Datum {
        UNKNOWN
    }
}
