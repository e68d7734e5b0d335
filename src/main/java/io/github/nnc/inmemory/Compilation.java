package io.github.nnc.inmemory;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What javac made of sources.
 *
 * @param classes class files by binary name, {@code com.example.CatDog$Label}
 * @param messages javac's own, warnings included
 */
public record Compilation(boolean success, SortedMap<String, byte[]> classes, List<String> messages) {

    public Compilation {
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
        messages = List.copyOf(messages);
    }
}
