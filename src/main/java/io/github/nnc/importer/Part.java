package io.github.nnc.importer;

import io.github.nnc.network.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A piece of the chain that will be written. */
sealed interface Part {

    /** The statements within it, in the order in which they are written. */
    Stream<Item> items();

    /** What flows on. */
    Value result();

    /** The value it continues from, where that is not the one before. */
    Optional<Value> from();

    /** The statement that makes what flows on. */
    default Item last() {
        return items().reduce((before, item) -> item).orElseThrow();
    }

    /** One statement. */
    record Single(Item item) implements Part {

        @Override
        public Stream<Item> items() {
            return Stream.of(item);
        }

        @Override
        public Value result() {
            return item.result();
        }

        @Override
        public Optional<Value> from() {
            return item.from();
        }
    }

    /** A join whose values are branches from the value that arrives; one branch may be empty. */
    record Branches(Item join, List<List<Part>> branches) implements Part {

        public Branches {
            branches = List.copyOf(branches);
        }

        /** Whether it adds what arrives to one branch. */
        boolean isResidual() {
            return branches.size() == 2
                    && branches.get(0).isEmpty()
                    && join.call().is("add");
        }

        @Override
        public Stream<Item> items() {
            return Stream.concat(branches.stream().flatMap(List::stream).flatMap(Part::items), Stream.of(join));
        }

        @Override
        public Value result() {
            return join.result();
        }

        @Override
        public Optional<Value> from() {
            return Optional.empty();
        }
    }

    /** Pieces that are alike, one behind the other. */
    record Repeat(List<List<Part>> iterations) implements Part {

        public Repeat {
            iterations = List.copyOf(iterations);
        }

        @Override
        public Stream<Item> items() {
            return iterations.stream().flatMap(List::stream).flatMap(Part::items);
        }

        @Override
        public Value result() {
            List<Part> last = iterations.get(iterations.size() - 1);
            return last.get(last.size() - 1).result();
        }

        @Override
        public Optional<Value> from() {
            return iterations.get(0).get(0).from();
        }
    }

    /**
     * The call of a block.
     *
     * @param block its number
     * @param arguments by parameter, as text
     * @param body what it is for this call; what is written is the block's own
     */
    record Call(int block, Map<String, String> arguments, List<Part> body) implements Part {

        public Call {
            arguments = Map.copyOf(arguments);
            body = List.copyOf(body);
        }

        @Override
        public Stream<Item> items() {
            return body.stream().flatMap(Part::items);
        }

        @Override
        public Value result() {
            return body.get(body.size() - 1).result();
        }

        @Override
        public Optional<Value> from() {
            return body.get(0).from();
        }
    }
}
