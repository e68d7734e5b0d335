package io.github.nnc.testing;

import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The types of values while a network is made up, found by asking the checker about one statement at a time. */
final class RandomTypes {

    private final String declarations;
    private final Map<String, TensorType> known = new HashMap<>();

    RandomTypes(String declarations) {
        this.declarations = declarations;
    }

    /** The type of the value after statements that a value of another type arrives at; they must fit. */
    TensorType after(TensorType arriving, String statements) {
        return of(input(arriving) + "; " + statements);
    }

    /** The type of the value at the end of a body. */
    TensorType of(String body) {
        return known.computeIfAbsent(body, text -> {
            Model model = Networks.model(declarations + "model probe < " + text + " >");
            return model.outputs().get(0).value().type();
        });
    }

    /** The type of the value that an input's statement declares. */
    TensorType ofInput(String input) {
        String used = input.contains("tokens=") ? "embedding 1" : "identity";
        return Networks.model(declarations + "model probe < " + input + "; " + used + " >")
                .inputs()
                .get(0)
                .value()
                .type();
    }

    /** A statement after which a value of the type is the current one. */
    static String input(TensorType type) {
        String tokens = type.isIds() ? " tokens=" + type.vocabulary().getAsLong() : "";
        if (type.shape().rank() == 0) {
            return type.isIds() ? "input" + tokens : "input 1; squeeze";
        }
        return "input " + dimensions(type.shape()) + tokens;
    }

    /** As an argument is written: {@code 3x4}, {@code (n x 4)}. */
    static String dimensions(Shape shape) {
        return shape.isFixed() ? shape.toString() : "(" + shape + ")";
    }

    /** As a part of a longer list in parentheses: {@code 3 x 4}. */
    static String spaced(Shape shape) {
        return shape.extents().stream().map(Extent::toString).collect(Collectors.joining(" x "));
    }
}
