package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code hard_sigmoid}: min(max(x + 3, 0), 6) / 6. */
record HardSigmoid() implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "hard_sigmoid", "A sigmoid of three straight lines.", List.of(), arguments -> new HardSigmoid());

    @Override
    public Expression apply(Expression x) {
        return stretched(x).dividedBy(constant(6));
    }

    /** The line from 0 at -3 to 6 at 3. */
    static Expression stretched(Expression x) {
        return x.plus(constant(3)).maximum(constant(0)).minimum(constant(6));
    }
}
