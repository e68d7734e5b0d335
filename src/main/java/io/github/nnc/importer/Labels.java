package io.github.nnc.importer;

import io.github.nnc.layer.LayerCatalog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Gives out labels of one scope, each once. */
final class Labels {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> blocks;

    /** Labels of a scope in a file with these blocks. */
    Labels(Set<String> blocks) {
        this.blocks = blocks;
    }

    /** Whether a name can be a label as it is. */
    boolean isFree(String name) {
        return !taken.contains(name) && !isNumbered(name) && SourceVersion.isName(name);
    }

    /** A label like a name of the graph, or like {@code otherwise} where nothing of that name can be one. */
    String like(String name, String otherwise) {
        String identifier = identifier(name);
        String base = identifier.isEmpty() ? otherwise : identifier;
        // the name of an unlabelled statement, or a word of Java
        if (isNumbered(base) || !SourceVersion.isName(base)) {
            base += "_";
        }
        String label = base;
        for (int number = 2; !taken.add(label); number++) {
            label = base.endsWith("_") ? base + number : base + "_" + number;
        }
        return label;
    }

    /** Whether a statement of a kind gets a name anyway, being the next one without a label. */
    boolean isNext(String kind, String name) {
        return identifier(name).equals(kind + (numbers.getOrDefault(kind, 0) + 1));
    }

    /** Counts a statement without a label. */
    void number(String kind) {
        numbers.merge(kind, 1, Integer::sum);
    }

    private boolean isNumbered(String name) {
        String kind = name.replaceAll("[0-9]+$", "");
        return !kind.equals(name) && (LayerCatalog.find(kind).isPresent() || blocks.contains(kind));
    }

    /** The letters and digits of a name, in lower case where it is all capitals; empty where it begins with none. */
    static String identifier(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^[^A-Za-z]+|_+$", "");
        return plain.equals(plain.toUpperCase(Locale.ROOT)) ? plain.toLowerCase(Locale.ROOT) : plain;
    }
}
