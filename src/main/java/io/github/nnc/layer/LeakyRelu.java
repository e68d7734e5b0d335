package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Expression;
import java.util.List;

/** {@code leaky_relu}: x above 0, negative_slope * x elsewhere. */
record LeakyRelu(double negativeSlope) implements Elementwise {

    static final LayerType TYPE = LayerType.activation(
            "leaky_relu",
            "The number itself where it is positive, otherwise a small part of it.",
            List.of(Parameter.real("negative_slope", 0.01, "what a negative number is multiplied by")),
            arguments -> new LeakyRelu(arguments.real("negative_slope")));

    @Override
    public Expression apply(Expression x) {
        return x.maximum(constant(0)).plus(x.minimum(constant(0)).times(constant(negativeSlope)));
    }
}
