package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.ABS;
import static io.github.nnc.kernel.Expression.UnaryOperator.LOG1P;
import static io.github.nnc.kernel.Expression.UnaryOperator.NEGATE;
import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code softplus}: log(1 + exp(beta * x)) / beta, and x itself where beta * x is above the threshold. */
record Softplus(double beta, double threshold) implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "softplus",
            "A smooth relu.",
            List.of(
                    Parameter.real("beta", 1, "how sharp the bend is").positive(),
                    Parameter.real("threshold", 20, "above it, beta * x is taken to be a straight line")),
            arguments -> new Softplus(arguments.real("beta"), arguments.real("threshold")));

    @Override
    public Expression apply(Expression x) {
        Expression scaled = beta == 1 ? x : x.times(constant(beta));
        Expression curve = beta == 1 ? stable(x) : stable(scaled).dividedBy(constant(beta));
        return constant(threshold).ifLess(scaled, x, curve);
    }

    /** log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)), in which nothing overflows. */
    static Expression stable(Expression x) {
        return x.maximum(constant(0)).plus(x.apply(ABS).apply(NEGATE).exp().apply(LOG1P));
    }
}
