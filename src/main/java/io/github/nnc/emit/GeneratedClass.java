package io.github.nnc.emit;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One class, ready to be written.
 *
 * @param path where the source belongs, {@code com/example/CatDog.java}
 * @param companion the path and the source of the class with kernels on the Vector API, where one is wanted and of use
 * @param resources what else belongs beside it, by path: its weights, where it does not carry them itself
 * @param forms which form of code each step took
 */
public record GeneratedClass(
        String path,
        String source,
        Optional<Map.Entry<String, String>> companion,
        SortedMap<String, byte[]> resources,
        Forms forms) {

    public GeneratedClass {
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    }
}
