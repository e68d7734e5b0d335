package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code relu6}: min(max(x, 0), 6). */
record Relu6() implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "relu6",
            "The number itself between 0 and 6, otherwise the nearer of the two.",
            List.of(),
            arguments -> new Relu6());

    @Override
    public Expression apply(Expression x) {
        return x.maximum(constant(0)).minimum(constant(6));
    }
}
