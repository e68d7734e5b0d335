package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.List;
import java.util.OptionalLong;

/** {@code swiglu}: silu of the first half times the second (Shazeer, "GLU Variants Improve Transformer", 2020). */
record SwiGlu(OptionalLong axis) implements GateFamily {

    static final LayerType TYPE = new LayerType(
            "swiglu",
            "`silu` of the first half of a value times the second.",
            SHAPE_RULE,
            "input 4; dense 6 bias=false; swiglu; dense 4 bias=false",
            LayerType.Role.CHAIN,
            false,
            List.of(AXIS),
            arguments -> new SwiGlu(arguments.optionalWhole("axis")));

    @Override
    public Expression apply(Expression first, Expression second) {
        return new Silu().apply(first).times(second);
    }
}
