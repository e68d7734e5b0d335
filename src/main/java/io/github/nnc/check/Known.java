package io.github.nnc.check;

import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which words the language has, as far as the catalogues know. */
final class Known {

    private Known() {}

    /** Whether a statement can begin with this word. */
    static boolean beginsStatement(String word, FileScope file) {
        return file.block(word).isPresent()
                || StatementCatalog.find(word).isPresent()
                || LayerCatalog.find(word).isPresent();
    }

    /** The words that statements can begin with. */
    static List<String> statements(FileScope file) {
        List<String> names = new ArrayList<>(file.blockNames());
        StatementCatalog.ALL.forEach(statement -> names.add(statement.name()));
        LayerCatalog.ALL.forEach(layer -> names.add(layer.name()));
        return names;
    }

    static List<String> activations() {
        return LayerCatalog.ALL.stream()
                .filter(LayerType::isActivation)
                .map(LayerType::name)
                .toList();
    }

    static boolean isActivation(String word) {
        return LayerCatalog.find(word).filter(LayerType::isActivation).isPresent();
    }

    /** Whether a word is a yes/no argument or an option of a layer. */
    static boolean isOption(String word, LayerType type) {
        return type.parameters().stream()
                .anyMatch(p -> p.kind() == Parameter.Kind.FLAG && p.name().equals(word)
                        || !p.byName() && p.words().contains(word));
    }

    /** Whether a word may stand among the arguments of a layer. */
    static boolean isWordOf(String word, LayerType type) {
        return isOption(word, type) || type.takesActivation() && isActivation(word);
    }

    /** The yes/no arguments and options of a layer, which may stand as bare words. */
    static Set<String> optionWords(LayerType type) {
        Set<String> words = new TreeSet<>();
        for (Parameter parameter : type.parameters()) {
            if (parameter.kind() == Parameter.Kind.FLAG) {
                words.add(parameter.name());
            }
            if (!parameter.byName()) {
                words.addAll(parameter.words());
            }
        }
        return words;
    }

    /** The words that may stand among the arguments of a layer. */
    static Set<String> layerWords(LayerType type) {
        Set<String> words = optionWords(type);
        if (type.takesActivation()) {
            words.addAll(activations());
        }
        return words;
    }

    /** Whether any layer understands a word, so that it may be handed to a block. */
    static boolean isLayerWord(String word) {
        return isActivation(word)
                || word.equals("true")
                || word.equals("false")
                || LayerCatalog.ALL.stream()
                        .flatMap(type -> type.parameters().stream())
                        .anyMatch(p -> p.words().contains(word)
                                || p.kind() == Parameter.Kind.FLAG && p.name().equals(word));
    }
}
