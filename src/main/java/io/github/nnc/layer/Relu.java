package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code relu}: max(x, 0). */
record Relu() implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "relu", "The number itself where it is positive, otherwise 0.", List.of(), arguments -> new Relu());

    @Override
    public Expression apply(Expression x) {
        return x.maximum(Expression.constant(0));
    }
}
