package io.github.nnc.model;

import io.github.nnc.layer.WeightSpec;
import io.github.nnc.source.Span;

/**
 * A tensor that weight files hold, most of them found by training; the same tensor only if the same name.
 *
 * @param module path of the module that owns it; empty for the model itself
 */
public record LearnedTensor(String module, WeightSpec spec, Span span) {

    /** The name in a weight file: module path, a dot, the layer's name of it. */
    public String name() {
        return module.isEmpty() ? spec.name() : spec.name().isEmpty() ? module : module + "." + spec.name();
    }
}
