package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code sign}: -1 below 0, 1 above it, otherwise 0, also for what is no number. */
record Sign() implements Elementwise {

    static final LayerType TYPE = new LayerType(
            "sign",
            "-1 for each number below 0, 1 for each above, 0 for the rest.",
            "any shape to the same",
            "input 3; sign",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new Sign());

    @Override
    public Expression apply(Expression x) {
        return x.ifLess(constant(0), constant(-1), constant(0).ifLess(x, constant(1), constant(0)));
    }
}
