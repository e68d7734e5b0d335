package io.github.nnc.emit;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Gives out the identifiers of one scope, each once; whoever asks first gets the name asked for. */
final class JavaNames {

    private final Set<String> taken = new HashSet<>();

    JavaNames(List<String> reserved) {
        taken.addAll(reserved);
    }

    /** A scope inside another: nothing of the outer one is hidden. */
    JavaNames(JavaNames outer) {
        taken.addAll(outer.taken);
    }

    /** The first of the candidates that is free, otherwise the last of them with a number behind it. */
    String allocate(List<String> candidates) {
        for (String candidate : candidates) {
            if (SourceVersion.isName(candidate) && taken.add(candidate)) {
                return candidate;
            }
        }
        String base = candidates.get(candidates.size() - 1);
        for (int number = 2; ; number++) {
            String candidate = base + "_" + number;
            if (taken.add(candidate)) {
                return candidate;
            }
        }
    }

    String allocate(String candidate) {
        return allocate(List.of(candidate));
    }

    /** {@code cat_dog} as {@code CatDog}. */
    static String pascal(String text) {
        StringBuilder result = new StringBuilder();
        for (String part : text.split("[^A-Za-z0-9]+")) {
            if (!part.isEmpty()) {
                result.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
            }
        }
        return startingWithLetter(result.toString());
    }

    /** {@code enc.0.fc_in} as {@code enc0FcIn}. */
    static String camel(String text) {
        String pascal = pascal(text);
        return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
    }

    /** The end of a path from its last name on: {@code enc.0.fc} as {@code fc}, {@code enc.0} as {@code enc0}. */
    static String local(String path) {
        String[] parts = path.split("\\.");
        int first = parts.length - 1;
        while (first > 0 && !Character.isLetter(parts[first].charAt(0))) {
            first--;
        }
        return camel(String.join(".", List.of(parts).subList(first, parts.length)));
    }

    /** {@code fc in} as {@code FC_IN}. */
    static String constant(String text) {
        String words = text.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
        return startingWithLetter(words.toUpperCase(Locale.ROOT));
    }

    private static String startingWithLetter(String identifier) {
        return identifier.isEmpty() || Character.isDigit(identifier.charAt(0)) ? "_" + identifier : identifier;
    }
}
