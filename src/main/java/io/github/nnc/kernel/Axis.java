package io.github.nnc.kernel;

import io.github.nnc.tensor.Extent;

/** One loop variable, from 0 up to but not including its extent; the same axis only if the same object. */
public final class Axis {

    private final String name;
    private final Extent extent;

    public Axis(String name, Extent extent) {
        this.name = name;
        this.extent = extent;
    }

    public String name() {
        return name;
    }

    public Extent extent() {
        return extent;
    }

    @Override
    public String toString() {
        return name + "<" + extent;
    }
}
