package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import java.util.List;
import java.util.OptionalLong;

/** {@code glu}: the first half times the sigmoid of the second (Dauphin et al., 2017), as PyTorch's {@code GLU}. */
record Glu(OptionalLong axis) implements GateFamily {

    static final LayerType TYPE = new LayerType(
            "glu",
            "The first half of a value times the sigmoid of the second.",
            SHAPE_RULE,
            "input 4; dense 6; glu; dense 2",
            LayerType.Role.CHAIN,
            false,
            List.of(AXIS),
            arguments -> new Glu(arguments.optionalWhole("axis")));

    @Override
    public Expression apply(Expression first, Expression second) {
        return first.times(new Sigmoid().apply(second));
    }
}
