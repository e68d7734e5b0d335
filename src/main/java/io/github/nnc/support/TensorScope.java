package io.github.nnc.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** A name between dots, of a model or of a file: what stands under it, in the order in which it was added. */
public final class TensorScope {
    private static final int DEPTH = 1000;

    final Map<String, TensorScope> parts = new LinkedHashMap<>();

    /** The whole name up to here. */
    final String path;

    final String name;

    /** Whether it is a layer, a group or the like of the model, rather than a part of a parameter's name. */
    boolean module;

    /** The expected tensor of this name, or -1. */
    int slot = -1;

    /** The file's tensor of this name, or null. */
    TensorData tensor;

    TensorScope(String path, String name) {
        this.path = path;
        this.name = name;
    }

    /** Where a dotted name stands under this scope, which grows as needed; no deeper than a stack can bear. */
    TensorScope reach(String names, boolean module) {
        TensorScope scope = this;
        for (String part : names.split("\\.", DEPTH)) {
            TensorScope inner = scope.parts.get(part);
            if (inner == null) {
                inner = new TensorScope(scope.below(part), part);
                scope.parts.put(part, inner);
            }
            inner.module |= module;
            scope = inner;
        }
        return scope;
    }

    /** What has a dotted name under this scope, or null. */
    TensorScope find(String names) {
        TensorScope scope = this;
        for (String part : names.split("\\.")) {
            scope = scope == null ? null : scope.parts.get(part);
        }
        return scope;
    }

    /** The whole name of what stands directly under it. */
    String below(String part) {
        return path.isEmpty() ? part : String.join(".", path, part);
    }

    /** Its place among numbered modules: the number that its name is, or -1. */
    int number() {
        int number = -1;
        for (int i = 0; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number == 0 || i > 8) {
                return -1;
            }
            number = (i == 0 ? 0 : number * 10) + digit;
        }
        return number;
    }
}
