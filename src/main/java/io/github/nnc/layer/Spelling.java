package io.github.nnc.layer;

import java.util.List;

/**
 * Another way in which weight files hold a tensor: several tensors of the module one below the other, along the first
 * dimension, or some rows of one.
 *
 * @param first the first of the rows
 * @param of how many rows the tensor has that they are part of; 0 where all of it is meant
 */
public record Spelling(List<String> names, long first, long of) {

    public Spelling {
        names = List.copyOf(names);
    }

    /** One tensor of another name, or several that make up this one. */
    static Spelling joined(String... names) {
        return new Spelling(List.of(names), 0, 0);
    }

    /** A part of a tensor. */
    static Spelling rows(String name, long first, long of) {
        return new Spelling(List.of(name), first, of);
    }
}
