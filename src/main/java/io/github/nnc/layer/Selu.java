package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.EXPM1;
import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code selu}: an elu scaled so that mean 0 and variance 1 stay what they are (Klambauer et al., 2017). */
record Selu() implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "selu", "An elu that keeps mean 0 and variance 1.", List.of(), arguments -> new Selu());

    private static final double ALPHA = 1.6732632423543772848170429916717;
    private static final double SCALE = 1.0507009873554804934193349852946;

    @Override
    public Expression apply(Expression x) {
        Expression elu =
                x.maximum(constant(0)).plus(x.minimum(constant(0)).apply(EXPM1).times(constant(ALPHA)));
        return elu.times(constant(SCALE));
    }
}
