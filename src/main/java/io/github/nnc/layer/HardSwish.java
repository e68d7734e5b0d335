package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code hard_swish}: x * hard_sigmoid(x) (Howard et al., 2019). */
record HardSwish() implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "hard_swish", "The number times its hard sigmoid.", List.of(), arguments -> new HardSwish());

    @Override
    public Expression apply(Expression x) {
        return x.times(HardSigmoid.stretched(x).dividedBy(constant(6)));
    }
}
