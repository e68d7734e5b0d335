package io.github.nnc.testing;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What arrives at a layer of a random network. Channels and features are multiples of 4, so that heads and groups divide
 * them, and pictures are large enough for every window.
 */
enum Family {
    /** Numbers in any number of dimensions, at least one. */
    ANY(type -> !type.isIds() && type.shape().rank() > 0, "8", "3x4", "4x7x6", "(n x 4)", "5"),
    VECTOR(type -> isFloat(type, 1) && isMultiple(type.shape().last(), 128), "8", "4", "12"),
    TOKENS(
            type -> isFloat(type, 2)
                    && isMultiple(type.shape().last(), 64)
                    && type.shape().extent(0).max() <= 16,
            "3x8",
            "5x4",
            "(n x 8)",
            "(n x 4)"),
    CHANNELS(type -> isPicture(type, 2, 6, 16), "4x9", "8x10", "4x12"),
    IMAGE(type -> isPicture(type, 3, 5, 10), "4x7x6", "4x8x8", "8x6x5"),
    VOLUME(type -> isPicture(type, 4, 4, 6), "4x4x4x5", "4x5x4x4"),
    IDS(TensorType::isIds, "5 tokens=11", "n tokens=7", "tokens=5");

    private static final int MOST_TOKENS = 16;

    private final Predicate<TensorType> accepted;
    private final List<String> inputs;

    Family(Predicate<TensorType> accepted, String... inputs) {
        this.accepted = accepted;
        this.inputs = List.of(inputs);
    }

    boolean accepts(TensorType type) {
        return accepted.test(type);
    }

    /** An input whose value is of the family. */
    String input(Random random) {
        return "input " + inputs.get(random.nextInt(inputs.size()));
    }

    private static boolean isFloat(TensorType type, int rank) {
        return !type.isIds() && type.shape().rank() == rank;
    }

    private static boolean isMultiple(Extent extent, int most) {
        return extent.isFixed() && extent.max() % 4 == 0 && extent.max() <= most;
    }

    private static boolean isPicture(TensorType type, int rank, int least, int most) {
        return isFloat(type, rank)
                && type.shape().isFixed()
                && isMultiple(type.shape().extent(0), 16)
                && type.shape().extents().subList(1, rank).stream()
                        .allMatch(side -> least <= side.max() && side.max() <= most);
    }

    /** Statements after which a value of the type is of the family; empty where it is already. */
    String reach(TensorType type, RandomTypes types) {
        if (accepts(type)) {
            return "";
        }
        String first = step(type);
        String rest = reach(types.after(type, first), types);
        return rest.isEmpty() ? first : first + "; " + rest;
    }

    /** One step on the way: over a vector, unless a shorter one is at hand. */
    private String step(TensorType type) {
        Shape shape = type.shape();
        if (type.isIds()) {
            return shape.rank() < 2 ? "embedding 8" : "one_hot";
        }
        if (shape.rank() == 0) {
            return "unsqueeze 0";
        }
        boolean tokens = shape.rank() == 2 && shape.last().isFixed();
        if (tokens && this == IDS) {
            return "dense 6; argmax";
        }
        if (tokens && this == TOKENS && shape.extent(0).max() <= MOST_TOKENS) {
            return "dense 8";
        }
        if (!shape.isFixed()) {
            String varying = IntStream.range(0, shape.rank())
                    .filter(d -> !shape.extent(d).isFixed())
                    .mapToObj(Integer::toString)
                    .reduce((a, b) -> a + "," + b)
                    .orElseThrow();
            return tokens ? "last" : "mean axis=" + varying;
        }
        return shape.rank() > 1 ? "flatten" : fromVector();
    }

    private String fromVector() {
        return switch (this) {
            case ANY, VECTOR -> "dense 8";
            case TOKENS -> "dense 24; reshape 3x8";
            case CHANNELS -> "dense 40; reshape 4x10";
            case IMAGE -> "dense 144; reshape 4x6x6";
            case VOLUME -> "dense 256; reshape 4x4x4x4";
            case IDS -> "dense 6; argmax";
        };
    }
}
