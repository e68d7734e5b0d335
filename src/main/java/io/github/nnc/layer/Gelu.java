package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.ERF;
import static io.github.nnc.kernel.Expression.UnaryOperator.TANH;
import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code gelu}: x * P(X <= x) for a standard normal X, exactly or by a hyperbolic tangent (Hendrycks and Gimpel, 2016). */
record Gelu(boolean byTanh) implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "gelu",
            "The number weighted by how probable smaller ones are.",
            List.of(Parameter.word("approximate", List.of("none", "tanh"), "`tanh` computes it by a hyperbolic tangent")
                    .onlyByName()),
            arguments -> new Gelu(arguments.word("approximate").equals("tanh")));

    @Override
    public Expression apply(Expression x) {
        Expression half = x.times(constant(0.5));
        return half.times((byTanh
                        ? inner(x).apply(TANH)
                        : x.times(constant(Math.sqrt(0.5))).apply(ERF))
                .plus(constant(1)));
    }

    /** sqrt(2 / pi) * (x + 0.044715 x^3). */
    private static Expression inner(Expression x) {
        Expression series = x.times(x).times(constant(0.044715)).plus(constant(1));
        return series.times(x).times(constant(Math.sqrt(2 / Math.PI)));
    }
}
