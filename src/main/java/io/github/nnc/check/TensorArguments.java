package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what a statement names to take the place of its layer's own tensors: {@code weight=fc.weight}. */
final class TensorArguments {

    static final String WEIGHT = "weight";

    /** The word that turns a {@code weight} which is named. */
    static final String TRANSPOSED = "transposed";

    private static final Set<String> YES_OR_NO = Set.of("true", "false");

    private final Step step;
    private final LayerType type;
    private final Map<String, Item.Path> paths = new LinkedHashMap<>();
    private boolean transposed;

    /**
     * What was named.
     *
     * @param paths by the layer's name of the tensor, in written order
     * @param transposed whether that of {@code weight} is to be transposed
     */
    record Given(Map<String, Item.Path> paths, boolean transposed) {

        static final Given NONE = new Given(Map.of(), false);
    }

    TensorArguments(Step step, LayerType type) {
        this.step = step;
        this.type = type;
    }

    Given given() {
        return new Given(paths, transposed);
    }

    /** Whether an argument names what takes the place of a tensor; {@code parameter} is the one of the same name. */
    boolean takes(Argument argument, Optional<Parameter> parameter) {
        String key = argument.key().orElseThrow().text();
        if (parameter.isPresent()) {
            return parameter.get().kind() == Parameter.Kind.FLAG && type.hasTensor(key) && namesValue(argument);
        }
        boolean flag = ArgumentBinder.isBareWord(argument)
                && YES_OR_NO.contains(argument.value().span().text());
        return key.equals(WEIGHT) || type.hasTensor(key) && !flag;
    }

    /** Whether what stands behind the name of a yes/no argument is a label rather than yes or no. */
    private boolean namesValue(Argument argument) {
        if (argument.value().isList() || !(argument.value().items().get(0) instanceof Item.Path path)) {
            return false;
        }
        if (!path.isWord()) {
            return true;
        }
        String word = path.parts().get(0);
        Optional<Datum> known = step.evaluator().word(word, path.span());
        return known.isPresent()
                ? known.get() instanceof Datum.Labelled
                : !YES_OR_NO.contains(word) && isAlmostLabel(path, word);
    }

    private boolean isAlmostLabel(Item.Path path, String word) {
        Diagnostic unknown = new Paths(step.report(), step.frame()).unknown(path, word);
        return unknown.code() != Code.UNKNOWN_LABEL || !unknown.helps().isEmpty();
    }

    /** Notes one; whether it could name something. */
    boolean add(Argument argument) {
        String key = argument.key().orElseThrow().text();
        boolean named = !argument.value().isList();
        if (named && argument.value().items().get(0) instanceof Item.Path path) {
            paths.put(key, path);
            return true;
        }
        step.reject(
                Code.WRONG_KIND,
                argument.value().span(),
                "`" + key + "` names a value or a tensor of another layer, as in `" + key + "=w` or `" + key + "=fc."
                        + key + "`");
        return false;
    }

    /** Whether there is a {@code weight} that can be transposed, which it is from now on. */
    boolean transpose() {
        transposed |= paths.containsKey(WEIGHT);
        return transposed;
    }
}
