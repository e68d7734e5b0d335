package io.github.nnc.testing;

import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the reference of all layers, from the catalogue and from what the compiler makes of each example. */
public final class LayerReference {

    private static final String HEAD = """
        # Layers

        Made from the catalogue of layers; every example compiles as it stands. How statements, arguments and
        shapes work is explained in [the language](language.md).

        An argument without a default must be given. Numbers, sizes and dimensions fill by position in the order of
        the tables; those marked *by name* are written `name=value`. What takes `true` or `false` is written by name
        or, for `true`, as a bare word; one of several words by name or as that word alone. An activation without
        arguments may stand as a word after a dense layer or a join: `dense 4 relu`.

        """;

    private final Function<LayerType, Model> examples;
    private final StringBuilder page = new StringBuilder(HEAD);

    private LayerReference(Function<LayerType, Model> examples) {
        this.examples = examples;
    }

    /**
     * The page.
     *
     * @param examples the model that a layer's example describes
     */
    static String page(Function<LayerType, Model> examples) {
        LayerReference reference = new LayerReference(examples);
        reference.section("Layers of a chain", LayerType.Role.CHAIN);
        reference.section("Values of their own", LayerType.Role.SOURCE);
        reference.section("Activations", LayerType.Role.ACTIVATION);
        reference.section("Joins", LayerType.Role.JOIN);
        return reference.page.toString();
    }

    /** The text of a file that holds a layer's example. */
    public static String exampleFile(LayerType type) {
        return "model example < " + type.example() + " >";
    }

    private void section(String title, LayerType.Role role) {
        page.append("## ").append(title).append("\n\n");
        LayerCatalog.ALL.stream().filter(type -> type.role() == role).forEach(this::layer);
    }

    private void layer(LayerType type) {
        page.append("### `").append(type.name()).append("`\n\n").append(type.summary());
        page.append(" Shapes: ").append(type.shapeRule()).append(".\n\n");
        if (!type.parameters().isEmpty()) {
            page.append("| argument | takes | default | meaning |\n|---|---|---|---|\n");
            type.parameters().forEach(this::argument);
            page.append('\n');
        }
        Model example = examples.apply(type);
        page.append("    ").append(exampleFile(type)).append("\n\n");
        String learned = tensors(type, example, true);
        String kept = tensors(type, example, false);
        if (!learned.isEmpty()) {
            String also = kept.isEmpty() ? "" : ", and keeps " + kept + ", which are not learned,";
            page.append("Learns ").append(learned).append(also).append(" in this example.\n\n");
        }
    }

    private void argument(Parameter parameter) {
        page.append("| `").append(parameter.name()).append("` | ").append(takes(parameter));
        page.append(" | ").append(defaultOf(parameter));
        page.append(" | ").append(parameter.documentation()).append(" |\n");
    }

    private static String takes(Parameter parameter) {
        String kind = switch (parameter.kind()) {
            case WHOLE -> "a whole number";
            case REAL -> "a number";
            case WHOLES -> "a whole number, or several with commas between them";
            case NUMBERS -> "numbers with commas between them";
            case FLAG -> "`true` or `false`";
            case WORD -> parameter.words().stream().map(w -> "`" + w + "`").collect(Collectors.joining(" or "));
            case SIZES -> "a size for each axis, or one for all";
            case PADDING -> padding(parameter.words());
            case DIMENSIONS -> "dimensions, `3x4`";
            case TEXT -> "a text";
            case VALUE -> "a label";
        };
        String range = parameter.range();
        return kind + (range.isEmpty() ? "" : ", " + range) + (parameter.byName() ? ", *by name*" : "");
    }

    private static String padding(List<String> words) {
        String amounts = "an amount for all sides, for each axis, or for each side";
        return words.isEmpty()
                ? amounts
                : amounts + "; or " + words.stream().map(w -> "`" + w + "`").collect(Collectors.joining(" or "));
    }

    private static String defaultOf(Parameter parameter) {
        if (parameter.required()) {
            return "";
        }
        return parameter.defaultValue().map(value -> "`" + text(value) + "`").orElse("see there");
    }

    private static String text(ArgumentValue value) {
        if (value instanceof ArgumentValue.Real real) {
            return real.value() == Math.rint(real.value())
                    ? Long.toString((long) real.value())
                    : Double.toString(real.value());
        } else if (value instanceof ArgumentValue.Whole whole) {
            return Long.toString(whole.value());
        } else if (value instanceof ArgumentValue.Flag flag) {
            return Boolean.toString(flag.value());
        } else if (value instanceof ArgumentValue.Word word) {
            return word.value();
        } else if (value instanceof ArgumentValue.Sizes sizes) {
            return sizes.values().stream().map(String::valueOf).collect(Collectors.joining("x"));
        }
        throw new IllegalArgumentException("a default that is neither number nor word: " + value);
    }

    /** The tensors of the layer itself, {@code `weight` 3x4 and `bias` 3}. */
    private static String tensors(LayerType type, Model example, boolean learned) {
        List<LearnedTensor> tensors = example.nodes().stream()
                .filter(node -> node.type().equals(type))
                .flatMap(node -> node.tensors().values().stream())
                .map(use -> use.learned().orElseThrow())
                .toList();
        return example.tensors().stream()
                .filter(tensors::contains)
                .filter(tensor -> tensor.spec().learned() == learned)
                .map(tensor -> named(tensor) + tensor.spec().shape())
                .collect(Collectors.joining(" and "));
    }

    /** A tensor that is its label alone has no name of its own. */
    private static String named(LearnedTensor tensor) {
        return tensor.spec().name().isEmpty()
                ? "a tensor of "
                : "`" + tensor.spec().name() + "` ";
    }
}
