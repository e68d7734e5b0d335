package io.github.nnc.emit;

import io.github.nnc.model.JavaNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Gives out the identifiers of one scope, each once; whoever asks first gets the name asked for. */
final class Identifiers {

    private final Set<String> taken = new HashSet<>();

    Identifiers(List<String> reserved) {
        taken.addAll(reserved);
    }

    /** A scope inside another: nothing of the outer one is hidden. */
    Identifiers(Identifiers outer) {
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

    /** The end of a path from its last name on: {@code enc.0.fc} as {@code fc}, {@code enc.0} as {@code enc0}. */
    static String local(String path) {
        String[] parts = path.split("\\.");
        int first = parts.length - 1;
        while (first > 0 && !Character.isLetter(parts[first].charAt(0))) {
            first--;
        }
        return JavaNames.variableName(String.join(".", List.of(parts).subList(first, parts.length)));
    }
}
